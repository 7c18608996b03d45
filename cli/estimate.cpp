// aqua estimate MODEL: what accelerators spend on one image, layer by layer.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "aqua/accel/catalog.h"
#include "aqua/core/error.h"
#include "aqua/exec/engine.h"
#include "aqua/study/network.h"
#include "aqua/study/network_input.h"
#include "cli/commands.h"
#include "cli/estimate_text.h"
#include "cli/options.h"

namespace aqua::cli {
namespace {

using nlohmann::ordered_json;

constexpr const char* kCpu = "cpu";

struct Options {
  std::string model;
  std::string image;
  std::string crop = "0000";
  SizeOption size;
  CropOptions crops;
  AcceleratorOptions accelerator;
  int timed_runs = 5;
  int threads = 0;
  bool json = false;
};

std::vector<std::string> AllNames() {
  std::vector<std::string> names;
  for (const accel::CatalogEntry& entry : accel::AcceleratorCatalog()) names.push_back(entry.name);
  names.emplace_back(kCpu);
  return names;
}

// The names asked for, each once: "isaac", "isaac,stripes", "all".
std::vector<std::string> Names(const std::string& text) {
  const std::vector<std::string> known = AllNames();
  if (text == "all") return known;
  std::vector<std::string> names;
  size_t begin = 0;
  while (begin <= text.size()) {
    const size_t end = std::min(text.find(',', begin), text.size());
    const std::string name = text.substr(begin, end - begin);
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      throw Error("there is no accelerator \"{}\"; expected some of {}, or all", name,
                  fmt::join(known, ", "));
    }
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    begin = end + 1;
  }
  return names;
}

void RefuseSettingsOfCpu(const AcceleratorOptions& options) {
  if (options.settings.empty() && options.constants.empty()) return;
  throw Error("cpu is measured and has no settings or constants; leave out --set and --constants");
}

// The graph, and the image's tensor when there is one.
struct Subject {
  std::shared_ptr<const graph::Graph> graph;
  std::optional<Tensor> input;
};

Subject Load(const Options& options) {
  if (options.image.empty()) {
    return {
        std::make_shared<const graph::Graph>(study::LoadGraph(options.model, options.size.Parse())),
        std::nullopt};
  }
  study::Network network = study::LoadNetwork(options.model, options.size.Parse());
  const Tensor input = study::ReadNetworkInput(network, options.image).tensor;
  return {std::make_shared<const graph::Graph>(std::move(network.graph)), input};
}

CpuPair TimeCpu(const Options& options, const Subject& subject, crop::CropSpec crop) {
  const graph::Graph& graph = *subject.graph;
  const Tensor input = subject.input ? *subject.input : study::NoiseInput(graph.InputShape());
  const study::CpuTimes image =
      study::TimeLayers(graph, crop::MakePlan(graph, crop), input, options.timed_runs);
  if (crop.code == crop::CropCode{}) return {image, image};
  crop.code = {};
  return {image, study::TimeLayers(graph, crop::MakePlan(graph, crop), input, options.timed_runs)};
}

struct Results {
  EstimateRequest request;
  study::CroppedWork work;
  std::vector<study::NetworkEstimate> estimates;
  std::optional<CpuPair> cpu;
};

Results Estimate(const Options& options) {
  const Subject subject = Load(options);
  crop::CropSpec crop = options.crops.Spec();
  crop.code = crop::CropCode::Parse(options.crop);
  const study::Precision precision = options.accelerator.precision.Parse();
  Results results{{options.model, options.crop, precision.ToString(), options.image},
                  study::WorkUnderCrop(subject.graph, crop, precision,
                                       subject.input ? &*subject.input : nullptr),
                  {},
                  std::nullopt};
  const bool all = options.accelerator.name == "all";
  if (options.threads > 0) exec::SetThreadCount(options.threads);
  const std::vector<std::string> names = Names(options.accelerator.name);
  if (names == std::vector<std::string>{kCpu}) RefuseSettingsOfCpu(options.accelerator);
  for (const std::string& name : names) {
    if (name != kCpu) {
      results.estimates.push_back(
          study::EstimateOn(options.accelerator.SpecOf(name), results.work));
    } else if (!all || subject.graph->HasData()) {
      results.cpu = TimeCpu(options, subject, crop);
    } else {
      fmt::print(stderr, "aqua: cpu is left out: the file has shapes and no weights to run\n");
    }
  }
  return results;
}

void PrintText(const Results& results) {
  if (results.estimates.size() + (results.cpu ? 1 : 0) > 1) {
    PrintComparison(results.request, results.estimates, results.cpu ? &*results.cpu : nullptr);
  } else if (results.cpu) {
    PrintCpu(results.cpu->image, results.cpu->uncropped);
  } else {
    PrintEstimate(results.request, results.estimates.front());
  }
  if (!results.work.image_inputs.empty()) PrintPresentedBits(results.work);
}

void PrintJson(const Results& results) {
  ordered_json json{{"model", results.request.model},
                    {"crop", results.request.crop},
                    {"precision", results.request.precision}};
  if (!results.request.image.empty()) {
    json["image"] = results.request.image;
    json["presented_bits"] = PresentedBitsJson(results.work);
  }
  ordered_json designs = ordered_json::array();
  for (const study::NetworkEstimate& estimate : results.estimates) {
    designs.push_back(ToJson(estimate));
  }
  if (results.cpu) designs.push_back(ToJson(results.cpu->image, results.cpu->uncropped));
  // One design's figures stand at the top, so that the common question needs no list.
  if (designs.size() == 1) {
    json.update(designs.front());
  } else {
    json["accelerators"] = designs;
  }
  fmt::print("{}\n", json.dump(2));
}

std::string AcceleratorHelp() {
  std::string help = "Design that is counted, several as isaac,stripes, or all:";
  for (const accel::CatalogEntry& entry : accel::AcceleratorCatalog()) {
    help += fmt::format(" {} ({});", entry.name, entry.description);
  }
  return help + " cpu (this machine, measured)";
}

}  // namespace

void AddEstimate(CLI::App& app, Action& action) {
  auto options = std::make_shared<Options>();
  CLI::App* command =
      app.add_subcommand("estimate", "What accelerators spend on one image, layer by layer");
  command->add_option("MODEL", options->model, "ONNX file; shapes are enough")->required();
  command->add_option("--crop", options->crop, "Edges cut: TOP BOTTOM LEFT RIGHT, as 1011")
      ->capture_default_str();
  command->add_option("--image", options->image,
                      "A photo, or a .npy of the prepared input: counts what depends on values "
                      "exactly, as ones in bit planes. Needs trained weights");
  options->size.AddTo(*command);
  options->crops.AddTo(*command);
  options->accelerator.AddTo(*command, AcceleratorHelp());
  command->add_option("--timed-runs", options->timed_runs, "Runs of cpu that ms is the median of")
      ->check(CLI::Range(1, 10000))
      ->capture_default_str();
  command->add_option("--threads", options->threads, "Processor threads of cpu; default: all")
      ->check(CLI::Range(1, 1024));
  command->add_flag("--json", options->json, "Print JSON");
  command->callback([options, &action] {
    action = [options] {
      const Results results = Estimate(*options);
      if (options->json) {
        PrintJson(results);
      } else {
        PrintText(results);
      }
      return 0;
    };
  });
}

}  // namespace aqua::cli

// aqua simulate MODEL IMAGE...: ISAAC bit by bit, beside exact integers and float.
#include <fmt/format.h>

#include "aqua/core/error.h"
#include "aqua/core/whole_file.h"
#include "aqua/study/network_input.h"
#include "cli/commands.h"
#include "cli/logits_table.h"
#include "cli/options.h"
#include "cli/progress.h"
#include "cli/simulate_text.h"
#include "cli/stop.h"

namespace aqua::cli {
namespace {

using nlohmann::ordered_json;

struct Options {
  std::string model;
  std::vector<std::string> images;
  std::string folder;
  std::string labels;
  std::vector<std::string> layers;
  std::string crop = "0000";
  SizeOption size;
  CropOptions crops;
  AcceleratorOptions accelerator;
  std::string adc_bits;
  crossbar::NonIdealities devices;
  bool no_flip = false;
  int threads = 0;
  std::string logits;
  bool json = false;
};

study::SimulateSpec SpecOf(const Options& options) {
  study::SimulateSpec spec;
  spec.crop = options.crops.Spec();
  spec.crop.code = crop::CropCode::Parse(options.crop);
  spec.precision = options.accelerator.precision.Parse();
  spec.accelerator = options.accelerator.Spec();
  if (!options.adc_bits.empty()) {
    std::string& adc_bits = spec.accelerator.options.settings["adc_bits"];
    if (!adc_bits.empty()) throw Error("--adc-bits and --set adc_bits are the same; give one");
    adc_bits = options.adc_bits;
  }
  spec.flips_columns = !options.no_flip;
  spec.devices = options.devices;
  spec.layers = options.layers;
  return spec;
}

int SimulateImages(const Options& options, const study::Network& network,
                   study::Simulator& simulator) {
  ordered_json images = ordered_json::array();
  int64_t failed_checks = 0;
  LogitsTable logits;
  for (size_t number = 0; number < options.images.size(); ++number) {
    const std::string& file = options.images[number];
    const study::Simulation simulation =
        simulator.Examine(study::ReadNetworkInput(network, file).tensor, number);
    failed_checks += simulation.FailedChecks();
    for (const Tensor& found :
         {simulation.float_logits, simulation.exact_logits, simulation.simulated_logits}) {
      logits.Add(found);
    }
    if (options.json) {
      images.push_back(ToJson(network, file, simulation));
    } else {
      PrintSimulation(network, file, simulation);
    }
  }
  if (!options.logits.empty()) {
    logits.Write(options.logits, static_cast<int64_t>(options.images.size()));
  }
  if (options.json) {
    fmt::print("{}\n", ordered_json{{"model", options.model}, {"images", images}}.dump(2));
  }
  return failed_checks == 0 ? 0 : 1;
}

int SimulateFolder(const Options& options, const study::Network& network,
                   study::Simulator& simulator) {
  const int64_t classes = network.graph.values[network.graph.output].shape.ElementCount();
  std::optional<std::filesystem::path> labels;
  if (!options.labels.empty()) labels = options.labels;
  const std::vector<study::ListedImage> images =
      study::ListStudyImages(options.folder, labels, classes);
  ProgressLine line;
  study::Progress progress;
  const study::FolderTally tally = study::SimulateFolder(
      network, simulator, options.folder, images,
      [&](const study::FolderTally& now) {
        progress = {now.done + now.failed, 0, now.failed, now.total};
        line.Show(progress);
      },
      CatchStop());
  line.Finish(progress);
  if (options.json) {
    fmt::print("{}\n", ToJson(tally).dump(2));
  } else {
    PrintFolder(tally);
  }
  return tally.done + tally.failed < tally.total ? kStoppedCode : 0;
}

int Simulate(const Options& options) {
  if (options.images.empty() == options.folder.empty()) {
    throw Error(
        "give photos to look at one by one, or a folder of them with --images; one of the "
        "two");
  }
  if (options.folder.empty() && !options.labels.empty()) {
    throw Error("--labels {} goes with --images; single photos have none", options.labels);
  }
  if (!options.folder.empty() && !options.logits.empty()) {
    throw Error("--logits {} goes with single photos; a folder is only tallied", options.logits);
  }
  if (!options.logits.empty()) CheckFolderOf(options.logits);
  if (options.threads > 0) exec::SetThreadCount(options.threads);
  const study::Network network = study::LoadNetwork(options.model, options.size.Parse());
  study::Simulator simulator(network.graph, SpecOf(options));
  return options.folder.empty() ? SimulateImages(options, network, simulator)
                                : SimulateFolder(options, network, simulator);
}

void AddDeviceOptions(CLI::App& command, Options& options) {
  crossbar::NonIdealities& devices = options.devices;
  command.add_option("--adc-bits", options.adc_bits,
                     "Bits of the ADC, as --set adc_bits; what exceeds them is clipped");
  command.add_flag("--no-flip", options.no_flip,
                   "Store no column flipped: exact sums then need an ADC of 9 bits");
  command
      .add_option("--conductance-spread", devices.conductance_spread,
                  "Standard deviation of a cell's conductance, relative, as 0.05")
      ->capture_default_str();
  command.add_option("--stuck-low", devices.stuck_low_share, "Share of cells stuck at level 0")
      ->capture_default_str();
  command
      .add_option("--stuck-high", devices.stuck_high_share,
                  "Share of cells stuck at the highest level")
      ->capture_default_str();
  command
      .add_option("--read-noise", devices.read_noise_lsb,
                  "Standard deviation of a conversion, in steps of a cell's level")
      ->capture_default_str();
  command
      .add_option("--on-off-ratio", devices.on_off_ratio,
                  "Highest over lowest conductance of a cell; 0: infinite")
      ->capture_default_str();
  command.add_option("--seed", devices.seed, "Of all that is drawn, 0 or more")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
}

}  // namespace

void AddSimulate(CLI::App& app, Action& action) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(
      "simulate", "ISAAC bit by bit: crossbars, ADCs and shift-and-add in integers");
  command->add_option("MODEL", options->model, "ONNX file with trained weights")->required();
  command->add_option(
      "IMAGE", options->images,
      "JPEG or PNG files; a .npy file is the prepared input, 1 x C x H x W float32");
  command->add_option("--images", options->folder,
                      "Folder of images: how often the answer stays right, instead of single ones");
  command->add_option("--labels", options->labels,
                      "For --images: CSV \"file,label\", files relative to the folder");
  command
      ->add_option("--layers", options->layers,
                   "Layers to simulate, by name, as conv1,conv2; others run in exact integers")
      ->delimiter(',');
  AddDeviceOptions(*command, *options);
  command->add_option("--crop", options->crop, "Edges cut: TOP BOTTOM LEFT RIGHT, as 1011")
      ->capture_default_str();
  options->size.AddTo(*command);
  options->crops.AddTo(*command);
  options->accelerator.AddTo(*command, "The design: isaac is the only one simulated");
  command->add_option("--threads", options->threads, "Processor threads; default: all")
      ->check(CLI::Range(1, 1024));
  command->add_option("--logits", options->logits,
                      "File for the outputs in float, exact integers and crossbars: .npy, images x "
                      "3 x classes");
  command->add_flag("--json", options->json, "Print JSON");
  command->callback([options, &action] { action = [options] { return Simulate(*options); }; });
}

}  // namespace aqua::cli

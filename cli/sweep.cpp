// aqua sweep MODEL FOLDER --way ...: profiles, crops and regions of few bits side by side.
#include "aqua/study/sweep.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <sstream>

#include "aqua/core/error.h"
#include "aqua/core/whole_file.h"
#include "aqua/exec/engine.h"
#include "cli/commands.h"
#include "cli/figures.h"
#include "cli/options.h"
#include "cli/progress.h"
#include "cli/stop.h"

namespace aqua::cli {
namespace {

using study::SweepRow;

constexpr const char* kAbout =
    "Ways to run a network side by side: what each saves, how often it answers right.\n\n"
    "A way is KEY=VALUE pairs in one text, such as\n"
    "  --way \"name=full profile=p8.json\"\n"
    "  --way \"name=crop profile=p8.json crop=1111 depth=32\"\n"
    "  --way \"name=border4 profile=p8.json crop=1111 depth=32 edge_bits=4\"\n"
    "with the keys name, profile, crop, depth, edge_bits, mode and rounding, as the flags of run. "
    "The first\nway is the baseline: savings are fractions of it, agreement is with its answers.";

struct Options {
  std::string model;
  std::string folder;
  std::string labels;
  std::vector<std::string> ways;
  std::vector<std::string> accelerators = {"isaac", "stripes", "bit_parallel"};
  int64_t images = int64_t{1} << 40;
  std::string out;
  SizeOption size;
  int threads = 0;
};

void CheckWord(const std::string& way, const std::string& word,
               std::initializer_list<std::string_view> known) {
  if (std::find(known.begin(), known.end(), word) != known.end()) return;
  throw Error("--way \"{}\": \"{}\", expected one of {}", way, word, fmt::join(known, ", "));
}

study::SweepWay ParseWay(const std::string& text) {
  study::SweepWay way;
  std::string code = "0000";
  CropOptions crops;
  PrecisionOptions precision;
  const std::map<std::string, std::string*> known = {
      {"name", &way.name},          {"profile", &precision.profile}, {"crop", &code},
      {"depth", &crops.depth},      {"edge_bits", &crops.edge_bits}, {"mode", &crops.mode},
      {"rounding", &crops.rounding}};
  std::istringstream words(text);
  for (std::string word; words >> word;) {
    const size_t equals = word.find('=');
    const auto found = known.find(word.substr(0, equals));
    if (equals == std::string::npos || found == known.end()) {
      throw Error(
          "--way \"{}\": \"{}\", expected KEY=VALUE with name, profile, crop, depth, edge_bits, "
          "mode "
          "or rounding as KEY",
          text, word);
    }
    *found->second = word.substr(equals + 1);
  }
  CheckWord(text, crops.mode, {"aligned", "literal"});
  CheckWord(text, crops.rounding, {"floor", "nearest", "ceil"});
  way.precision = precision.Parse();
  way.crop = crops.Spec();
  way.crop.code = crop::CropCode::Parse(code);
  if (!way.precision.profile && !way.crop.bands.empty()) {
    throw Error("--way \"{}\": edge_bits need a profile; float has no cells of few bits", text);
  }
  if (way.name.empty()) way.name = text;
  return way;
}

std::vector<study::SweepWay> ParseWays(const Options& options) {
  std::vector<study::SweepWay> ways;
  for (const std::string& text : options.ways) {
    ways.push_back(ParseWay(text));
    for (size_t i = 0; i + 1 < ways.size(); ++i) {
      if (ways[i].name == ways.back().name) {
        throw Error("--way \"{}\": the name {} is there twice", text, ways.back().name);
      }
    }
  }
  return ways;
}

// Wilson's interval of 95 %.
struct Interval {
  double low = 0;
  double high = 0;
};

Interval IntervalOf(int64_t part, int64_t whole) {
  constexpr double kZ = 1.959964;
  if (whole == 0) return {};
  const auto n = static_cast<double>(whole);
  const double share = Share(part, whole);
  const double middle = share + kZ * kZ / (2 * n);
  const double half = kZ * std::sqrt(share * (1 - share) / n + kZ * kZ / (4 * n * n));
  const double scale = 1 + kZ * kZ / n;
  return {(middle - half) / scale, (middle + half) / scale};
}

std::string CsvText(const study::Sweep& sweep, const std::vector<std::string>& accelerators) {
  std::string text =
      "name,profile,crop,images,agreement,agreement_low,agreement_high,top1,top1_low,top1_high,"
      "macs_saved,serial_bits_saved";
  for (const std::string& name : accelerators) {
    text += fmt::format(",{0}_energy_saved,{0}_time_saved", name);
  }
  text += "\n";
  for (const SweepRow& row : sweep.rows) {
    const Interval agreement = IntervalOf(row.agree, row.images);
    const Interval right = IntervalOf(row.right, row.labelled);
    text += fmt::format(
        "\"{}\",\"{}\",{},{},{:.6f},{:.6f},{:.6f},{:.6f},{:.6f},{:.6f},{:.6f},{:.6f}", row.way.name,
        row.way.precision.profile_file, row.way.crop.code.ToString(), row.images,
        Share(row.agree, row.images), agreement.low, agreement.high, Share(row.right, row.labelled),
        right.low, right.high, row.saving.macs, row.saving.serial_bits);
    for (size_t i = 0; i < accelerators.size(); ++i) {
      text += fmt::format(",{:.6f},{:.6f}", row.saving.energy[i], row.saving.time[i]);
    }
    text += "\n";
  }
  return text;
}

void PrintTable(const study::Sweep& sweep, const std::vector<std::string>& accelerators) {
  fmt::print("{:<26} {:>9} {:>17} {:>7} {:>11} {:>11}", "way", "agreement", "95 %", "top-1", "MACs",
             "serial bits");
  for (const std::string& name : accelerators) fmt::print(" {:>14}", name.substr(0, 14));
  fmt::print("\n");
  for (const SweepRow& row : sweep.rows) {
    const Interval agreement = IntervalOf(row.agree, row.images);
    fmt::print("{:<26} {:>9} {:>17} {:>7} {:>11} {:>11}", Shorten(row.way.name, 26),
               Percent(Share(row.agree, row.images)),
               fmt::format("{:.1f} to {:.1f}", 100 * agreement.low, 100 * agreement.high),
               row.labelled > 0 ? Percent(Share(row.right, row.labelled)) : "-",
               Percent(row.saving.macs), Percent(row.saving.serial_bits));
    for (const double saved : row.saving.energy) fmt::print(" {:>14}", Percent(saved));
    fmt::print("\n");
  }
  fmt::print(
      "{} images. Savings are fractions of the first way; under an accelerator's name its "
      "energy.\n",
      sweep.rows.front().images);
}

int Sweep(const Options& options) {
  if (!options.out.empty()) CheckFolderOf(options.out);
  if (options.threads > 0) exec::SetThreadCount(options.threads);
  const std::vector<study::SweepWay> ways = ParseWays(options);
  const study::Network network = study::LoadNetwork(options.model, options.size.Parse());
  if (!network.photo_complaint.empty()) throw Error("{}", network.photo_complaint);
  const int64_t classes = network.graph.values[network.graph.output].shape.ElementCount();
  std::optional<std::filesystem::path> labels;
  if (!options.labels.empty()) labels = options.labels;
  const std::vector<study::ListedImage> images =
      study::Spread(study::ListStudyImages(options.folder, labels, classes), options.images);
  std::vector<study::AcceleratorSpec> accelerators;
  for (const std::string& name : options.accelerators) accelerators.push_back({name, {}});
  ProgressLine line;
  study::Progress last;
  const study::Sweep sweep = study::RunSweep(
      network, options.folder, images, ways, accelerators,
      [&](const study::Progress& progress) {
        last = progress;
        line.Show(progress);
      },
      CatchStop());
  line.Finish(last);
  PrintTable(sweep, options.accelerators);
  PrintFailures(sweep.failures);
  if (!options.out.empty()) WriteWholeFile(options.out, {CsvText(sweep, options.accelerators)});
  return last.done < last.total ? kStoppedCode : 0;
}

}  // namespace

void AddSweep(CLI::App& app, Action& action) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("sweep", kAbout);
  command->add_option("MODEL", options->model, "ONNX file with trained weights")->required();
  command->add_option("FOLDER", options->folder, "Folder of images, searched with its subfolders")
      ->required();
  command->add_option("--way", options->ways, "A way to run it; repeat for more")->required();
  command->add_option("--labels", options->labels,
                      "CSV \"file,label\", files relative to the folder");
  command->add_option("--accelerators", options->accelerators, "Whose energy is counted")
      ->delimiter(',')
      ->capture_default_str();
  command
      ->add_option("--images", options->images,
                   "At most so many, spread over the folder; "
                   "default: all")
      ->check(CLI::Range(int64_t{1}, int64_t{1} << 40));
  command->add_option("--out", options->out, "The table as CSV, a row a way, fractions");
  options->size.AddTo(*command);
  command->add_option("--threads", options->threads, "Processor threads; default: all")
      ->check(CLI::Range(1, 1024));
  command->callback([options, &action] { action = [options] { return Sweep(*options); }; });
}

}  // namespace aqua::cli

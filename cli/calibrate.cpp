// aqua calibrate MODEL FOLDER --out profile.json: a precision profile, without retraining.
#include "aqua/study/calibrate.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <chrono>

#include "aqua/core/error.h"
#include "aqua/core/whole_file.h"
#include "aqua/exec/engine.h"
#include "cli/calibrate_text.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/progress.h"
#include "cli/stop.h"

namespace aqua::cli {
namespace {

constexpr const char* kPerLayer = "per-layer";
constexpr const char* kAbout =
    "Bits and exponents of every layer from a folder of images, without retraining.\n\n"
    "  max-range         exponents that cover all that was seen\n"
    "  percentile        what lies past a percentile is clipped\n"
    "  mse               least squared error of rounding and clipping together\n"
    "  per-layer         the fewest bits of every layer within a budget of lost answers (Stripes)\n"
    "  weighted-entropy  clusters of weights, logarithmic levels (Park, Ahn, Yoo)\n"
    "  flexpoint         one exponent a tensor, mantissas of 16 bits\n\n"
    "docs/FIXED_POINT.md has the arithmetic.";

struct Options {
  std::string model;
  std::string folder;
  std::string out;
  std::string method = "mse";
  std::optional<int> weight_bits;
  std::optional<int> activation_bits;
  quant::CalibrateSpec formats;  // Settings of single methods; bits and method are above.
  bool per_tensor = false;
  bool published = false;
  bool no_bias_correction = false;
  double budget = 0.01;
  std::string against = "agreement";
  bool activations_only = false;
  bool search_borders = false;
  std::string border_edges = "1111";
  int64_t border_depth = 32;
  std::string labels;
  int64_t images = 200;
  SizeOption size;
  int threads = 0;
  bool json = false;
};

quant::CalibrateSpec FormatsOf(const Options& options) {
  const bool searches = options.method == kPerLayer;
  const quant::Method method = searches ? quant::Method::kMse : quant::MethodOf(options.method);
  const quant::CalibrateSpec defaults = quant::DefaultsOf(method);
  quant::CalibrateSpec formats = options.formats;
  formats.method = method;
  // A search starts where nothing is lost.
  formats.weight_bits = options.weight_bits.value_or(searches ? 12 : defaults.weight_bits);
  formats.activation_bits =
      options.activation_bits.value_or(searches ? 12 : defaults.activation_bits);
  formats.per_channel_weights = defaults.per_channel_weights && !options.per_tensor;
  formats.bias_correction = !options.no_bias_correction;
  if (options.published) {
    formats.per_channel_weights = formats.bias_correction = false;
    formats.mean_levels = formats.codes_skip_first_and_depthwise = false;
  }
  return formats;
}

study::CalibrationSpec SpecOf(const Options& options, const study::Network& network) {
  study::CalibrationSpec spec;
  const int64_t classes = network.graph.values[network.graph.output].shape.ElementCount();
  std::optional<std::filesystem::path> labels;
  if (!options.labels.empty()) labels = options.labels;
  spec.folder = options.folder;
  spec.images =
      study::Spread(study::ListStudyImages(options.folder, labels, classes), options.images);
  spec.formats = FormatsOf(options);
  if (options.method == kPerLayer) spec.budget = options.budget;
  spec.searches_weights = !options.activations_only;
  if (options.against == "labels") spec.against = study::Against::kLabels;
  spec.searches_borders = options.search_borders;
  if (options.search_borders || !options.formats.border_bits.empty()) {
    spec.border = crop::CropSpec{crop::CropCode::Parse(options.border_edges), options.border_depth};
  }
  return spec;
}

std::string MadeBy(const study::CalibrationSpec& spec) {
  std::string text = spec.formats.ToString();
  if (spec.budget) {
    text = fmt::format("per-layer within {:g} % of {} lost, from {}", 100 * *spec.budget,
                       spec.against == study::Against::kLabels ? "labels" : "agreement", text);
  }
  return fmt::format("aqua calibrate: {}, {} images", text, spec.images.size());
}

// The lines of progress, a stage after the other.
class StageLines {
 public:
  void Show(study::CalibrationStage stage, const study::Progress& progress) {
    if (stage != stage_) {
      line_.Finish(last_);
      line_ = ProgressLine(UnitOf(stage));
      stage_ = stage;
    }
    last_ = progress;
    line_.Show(progress);
  }
  void Finish() { line_.Finish(last_); }

 private:
  static std::string UnitOf(study::CalibrationStage stage) {
    switch (stage) {
      case study::CalibrationStage::kSketching:
        return "images seen";
      case study::CalibrationStage::kSearching:
        return "bit widths found";
      case study::CalibrationStage::kChecking:
        return "images tried";
    }
    return "";
  }

  study::CalibrationStage stage_ = study::CalibrationStage::kSketching;
  ProgressLine line_{UnitOf(stage_)};
  study::Progress last_;
};

void CheckTogether(const Options& options) {
  if (options.search_borders && options.method != kPerLayer) {
    throw Error("--search-borders goes with --method per-layer; with {} give --border-bits",
                options.method);
  }
  if (options.search_borders && !options.formats.border_bits.empty()) {
    throw Error("--search-borders finds the bits that --border-bits would give; give one");
  }
}

int Calibrate(const Options& options) {
  CheckTogether(options);
  CheckFolderOf(options.out);
  if (options.threads > 0) exec::SetThreadCount(options.threads);
  const study::Network network = study::LoadNetwork(options.model, options.size.Parse());
  if (!network.photo_complaint.empty()) throw Error("{}", network.photo_complaint);
  const study::CalibrationSpec spec = SpecOf(options, network);
  const std::atomic<bool>& stop = CatchStop();
  const auto start = std::chrono::steady_clock::now();
  StageLines lines;
  const std::optional<study::Calibration> found = study::RunCalibration(
      network, spec, MadeBy(spec),
      [&](study::CalibrationStage stage, const study::Progress& progress) {
        lines.Show(stage, progress);
      },
      stop);
  lines.Finish();
  if (!found) return kStoppedCode;
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  quant::WriteProfile(found->profile, options.out);
  if (options.json) {
    fmt::print("{}\n", ToJson(network.graph, *found, seconds.count()).dump(2));
  } else {
    PrintCalibration(network.graph, *found, seconds.count());
    fmt::print("{} written\n", options.out);
  }
  return stop ? kStoppedCode : 0;
}

void AddMethodOptions(CLI::App& command, Options& options) {
  quant::CalibrateSpec& formats = options.formats;
  command.add_option("--percentile", formats.percentile, "Of method percentile")
      ->capture_default_str();
  command
      .add_option("--weight-level-bits", formats.weight_level_bits,
                  "weighted-entropy: bits of the integers that weight codes stand for")
      ->capture_default_str();
  command
      .add_option("--activation-level-bits", formats.activation_level_bits,
                  "weighted-entropy: the same of activations")
      ->capture_default_str();
  command.add_flag("--zero-level", formats.zero_weight_level,
                   "weighted-entropy: an odd number of weight levels, one of them zero");
  command.add_flag("--published", options.published,
                   "weighted-entropy: as published, without any of our repairs");
  command.add_flag("--per-tensor", options.per_tensor,
                   "One exponent for all weights of a layer, not one an output channel");
  command.add_flag("--no-bias-correction", options.no_bias_correction,
                   "Leave the biases as trained");
}

void AddBorderOptions(CLI::App& command, Options& options) {
  command
      .add_option("--border-bits", options.formats.border_bits,
                  "Formats for regions of so many bits too, as 2,3,4 (see --edge-bits of run)")
      ->delimiter(',');
  command.add_flag("--search-borders", options.search_borders,
                   "per-layer: the fewest bits of every layer's border too; run it with "
                   "--edge-bits 15");
  command
      .add_option("--border-edges", options.border_edges,
                  "Edges that borders are made for: TOP BOTTOM LEFT RIGHT")
      ->capture_default_str();
  command.add_option("--border-depth", options.border_depth, "Their depth, pixels of the input")
      ->capture_default_str();
}

void AddSearchOptions(CLI::App& command, Options& options) {
  command
      .add_option("--budget", options.budget,
                  "per-layer: share of right answers that may be lost, as 0 or 0.01")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
  command
      .add_option("--against", options.against,
                  "per-layer: what a right answer is: float's own, or the label's")
      ->check(CLI::IsMember({"agreement", "labels"}))
      ->capture_default_str();
  command.add_flag("--activations-only", options.activations_only,
                   "per-layer: leave the weights at --weight-bits");
}

}  // namespace

void AddCalibrate(CLI::App& app, Action& action) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("calibrate", kAbout);
  command->add_option("MODEL", options->model, "ONNX file with trained weights")->required();
  command->add_option("FOLDER", options->folder, "Folder of images, searched with its subfolders")
      ->required();
  command->add_option("--out", options->out, "The profile to write, JSON")->required();
  command->add_option("--method", options->method, "How formats are chosen, see above")
      ->check(CLI::IsMember(
          {"max-range", "percentile", "mse", kPerLayer, "weighted-entropy", "flexpoint"}))
      ->capture_default_str();
  command->add_option("--weight-bits", options->weight_bits,
                      "1 to 16; default: 8, flexpoint 16, weighted-entropy 4 (codes), per-layer 12 "
                      "(where it starts)");
  command->add_option("--activation-bits", options->activation_bits,
                      "Likewise; weighted-entropy 6 (codes)");
  AddMethodOptions(*command, *options);
  AddSearchOptions(*command, *options);
  AddBorderOptions(*command, *options);
  command->add_option("--labels", options->labels,
                      "CSV \"file,label\", files relative to the folder");
  command->add_option("--images", options->images, "At most so many, spread over the folder")
      ->check(CLI::Range(int64_t{1}, int64_t{1} << 40))
      ->capture_default_str();
  options->size.AddTo(*command);
  command->add_option("--threads", options->threads, "Processor threads; default: all")
      ->check(CLI::Range(1, 1024));
  command->add_flag("--json", options->json, "Print JSON");
  command->callback([options, &action] { action = [options] { return Calibrate(*options); }; });
}

}  // namespace aqua::cli

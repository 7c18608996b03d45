#include "aqua/study/calibrate.h"

#include <algorithm>

#include "aqua/core/error.h"
#include "aqua/exec/engine.h"
#include "aqua/quant/quantized_graph.h"
#include "aqua/study/answer.h"
#include "aqua/study/network_input.h"

namespace aqua::study {
namespace {

std::vector<JudgedImage> ReadAll(const Network& network, const CalibrationSpec& spec) {
  std::vector<JudgedImage> read;
  for (const ListedImage& image : spec.images) {
    if (spec.against == Against::kLabels && image.labels.empty()) continue;
    try {
      read.push_back({ReadNetworkInput(network, spec.folder / image.file).tensor, image.labels});
    } catch (const Error&) {
      continue;  // Told when it was sketched.
    }
  }
  if (!read.empty()) return read;
  throw Error("{}: no image has a label, so nothing can be searched against labels; give --labels",
              spec.folder.string());
}

SearchedProfile Search(const Network& network, const CalibrationSpec& spec,
                       const Sketches& sketches, const CalibrationReport& report,
                       const std::atomic<bool>& stop) {
  PrefixJudge judge(network.graph, ReadAll(network, spec), spec.against);
  const auto show = [&](const SearchProgress& progress) {
    report(CalibrationStage::kSearching,
           {static_cast<int64_t>(progress.knobs_done), 0, 0, static_cast<int64_t>(progress.knobs)});
  };
  return SearchLayers(network.graph, sketches.by_node, judge,
                      {spec.formats, *spec.budget, spec.searches_weights}, show, stop);
}

class Checker {
 public:
  Checker(const Network& network, const quant::Profile& profile)
      : network_(network),
        float_(network.graph),
        fixed_(quant::QuantizedGraph(network.graph, profile)),
        in_float_(float_.Compile(crop::MakePlan(float_.graph(), {}))),
        in_fixed_(fixed_.Compile(crop::MakePlan(fixed_.graph(), {}))) {}

  void Add(const std::filesystem::path& folder, const ListedImage& image,
           CalibrationCheck& check) const {
    const Tensor input = ReadNetworkInput(network_, folder / image.file).tensor;
    const int in_float = RankClasses(in_float_->Run(input).values(), true).front().index;
    const int in_fixed = RankClasses(in_fixed_->Run(input).values(), true).front().index;
    const auto is_right = [&](int found) {
      return std::count(image.labels.begin(), image.labels.end(), found) > 0;
    };
    ++check.images;
    check.agree += in_float == in_fixed;
    check.labelled += !image.labels.empty();
    check.right_in_float += is_right(in_float);
    check.right += is_right(in_fixed);
  }

 private:
  const Network& network_;
  exec::Engine float_;
  exec::Engine fixed_;
  std::unique_ptr<exec::Program> in_float_;
  std::unique_ptr<exec::Program> in_fixed_;
};

CalibrationCheck Check(const Network& network, const quant::Profile& profile,
                       const CalibrationSpec& spec, const CalibrationReport& report,
                       const std::atomic<bool>& stop) {
  const Checker checker(network, profile);
  CalibrationCheck check;
  for (const ListedImage& image : spec.images) {
    if (stop) break;
    try {
      checker.Add(spec.folder, image, check);
    } catch (const Error&) {
      continue;  // Told when it was sketched.
    }
    report(CalibrationStage::kChecking,
           {check.images, 0, 0, static_cast<int64_t>(spec.images.size())});
  }
  return check;
}

}  // namespace

std::optional<Calibration> RunCalibration(const Network& network, const CalibrationSpec& spec,
                                          const std::string& made_by,
                                          const CalibrationReport& report,
                                          const std::atomic<bool>& stop) {
  spec.formats.Check();
  Sketches sketches = SketchImages(
      network, spec.folder, spec.images,
      [&](const Progress& progress) { report(CalibrationStage::kSketching, progress); }, stop);
  if (sketches.was_stopped) return std::nullopt;
  Calibration result;
  // Also where formats are searched for: what is at fault in any layer is told before the search.
  result.profile = quant::Calibrate(network.graph, sketches.by_node, spec.formats);
  if (spec.budget) {
    result.search = Search(network, spec, sketches, report, stop);
    result.profile = result.search->profile;
  }
  result.profile.made_by = made_by;
  result.images = sketches.images;
  result.failures = std::move(sketches.failures);
  result.check = Check(network, result.profile, spec, report, stop);
  return result;
}

}  // namespace aqua::study

#include "aqua/study/calibrate.h"

#include <algorithm>

#include "aqua/core/error.h"
#include "aqua/exec/engine.h"
#include "aqua/quant/border_choice.h"
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
                       const Sketches& sketches, const crop::CropPlan& plan,
                       const CalibrationReport& report, const std::atomic<bool>& stop) {
  PrefixJudge judge(network.graph, plan, ReadAll(network, spec), spec.against);
  const auto show = [&](const SearchProgress& progress) {
    report(CalibrationStage::kSearching,
           {static_cast<int64_t>(progress.knobs_done), 0, 0, static_cast<int64_t>(progress.knobs)});
  };
  return SearchLayers(network.graph, sketches, judge,
                      {spec.formats, *spec.budget, spec.searches_weights, spec.searches_borders},
                      show, stop);
}

// The whole image, but for the border region at the bits that each layer's border has.
crop::CropPlan PlanOf(const graph::Graph& graph, const CalibrationSpec& spec) {
  if (!spec.border) return crop::MakePlan(graph, {});
  crop::CropSpec crop = *spec.border;
  crop.bands = {{crop.depth, kOwnBits}};
  crop.depth = 0;
  return crop::MakePlan(graph, crop);
}

// Borders from what the border's own cells hold.
void RefineBorders(const graph::Graph& graph, const Sketches& sketches, quant::Profile& profile) {
  for (graph::NodeIndex node = 0; node < graph.nodes.size(); ++node) {
    const quant::ActivationSketch& border = sketches.border_by_node[node];
    if (border.count() == 0) continue;
    for (quant::LayerFormat& format : profile.layers) {
      if (format.layer != graph.nodes[node].name) continue;
      for (BorderFormat& known : format.borders) {
        known = quant::ChooseBorder(border, format.activations, known.bits);
      }
    }
  }
}

class Checker {
 public:
  Checker(const Network& network, const quant::Profile& profile, const CalibrationSpec& spec)
      : network_(network),
        float_(network.graph),
        fixed_(quant::QuantizedGraph(network.graph, profile)),
        in_float_(float_.Compile(crop::MakePlan(float_.graph(), {}))),
        in_fixed_(fixed_.Compile(PlanOf(fixed_.graph(), spec))) {}

  void Add(const std::filesystem::path& folder, const ListedImage& image,
           CalibrationCheck& check) const {
    const Tensor input = ReadNetworkInput(network_, folder / image.file).tensor;
    const int in_float = FirstClass(in_float_->Run(input));
    const int in_fixed = FirstClass(in_fixed_->Run(input));
    ++check.images;
    check.agree += in_float == in_fixed;
    check.labelled += !image.labels.empty();
    check.right_in_float += IsAmong(image.labels, in_float);
    check.right += IsAmong(image.labels, in_fixed);
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
  const Checker checker(network, profile, spec);
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
  const crop::CropPlan plan = PlanOf(network.graph, spec);
  Sketches sketches = SketchImages(
      network, spec.folder, spec.images, plan.regions.empty() ? nullptr : &plan.regions.front(),
      [&](const Progress& progress) { report(CalibrationStage::kSketching, progress); }, stop);
  if (sketches.was_stopped) return std::nullopt;
  Calibration result;
  // Also where formats are searched for: what is at fault in any layer is told before the search.
  result.profile = quant::Calibrate(network.graph, sketches.by_node, spec.formats);
  if (spec.border) RefineBorders(network.graph, sketches, result.profile);
  if (spec.budget) {
    result.search = Search(network, spec, sketches, plan, report, stop);
    result.profile = result.search->profile;
  }
  result.profile.made_by = made_by;
  result.images = sketches.images;
  result.failures = std::move(sketches.failures);
  result.check = Check(network, result.profile, spec, report, stop);
  return result;
}

}  // namespace aqua::study

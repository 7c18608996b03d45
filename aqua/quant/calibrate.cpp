#include "aqua/quant/calibrate.h"

#include <algorithm>

#include "aqua/core/error.h"
#include "aqua/layers/trained.h"
#include "aqua/quant/activation_format.h"
#include "aqua/quant/bias_shift.h"
#include "aqua/quant/border_choice.h"
#include "aqua/quant/layer_weights.h"
#include "aqua/quant/log_levels.h"

namespace aqua::quant {
namespace {

void CheckSketch(const ActivationSketch& sketch, const std::string& owner) {
  if (!sketch.all_finite()) {
    throw Error(
        "{}: reads values that are not finite; calibrate with other images or another model",
        owner);
  }
  if (sketch.zeros() == sketch.count()) {
    throw Error("{}: reads only zeros over all images; calibrate with other images", owner);
  }
}

// Of a layer that reads the network's input.
void CheckImages(const ActivationSketch& sketch, const std::string& owner) {
  if (!sketch.IsFlat()) return;
  throw Error("{}: all images are of one flat colour; calibrate with photos", owner);
}

void SetActivations(const ActivationSketch& sketch, const CalibrateSpec& spec,
                    LayerFormat& format) {
  switch (spec.method) {
    case Method::kMaxRange:
    case Method::kFlexPoint:
      format.activations = CoveringActivations(sketch, spec.activation_bits);
      return;
    case Method::kPercentile:
      format.activations = PercentileActivations(sketch, spec.activation_bits, spec.percentile);
      return;
    case Method::kMse:
      format.activations = LeastErrorActivations(sketch, spec.activation_bits);
      return;
    case Method::kWeightedEntropy:
      FixedCodebook levels =
          LogActivations(sketch, spec.activation_bits, spec.activation_level_bits);
      format.activations = levels.format;
      format.activation_codes = std::move(levels.codebook);
      return;
  }
}

bool AnyImages(std::span<const ActivationSketch> sketches) {
  return std::any_of(sketches.begin(), sketches.end(),
                     [](const ActivationSketch& sketch) { return sketch.count() > 0; });
}

}  // namespace

LayerFormat CalibrateLayer(const graph::Graph& graph, graph::NodeIndex index,
                           const ActivationSketch& sketch, const CalibrateSpec& spec) {
  const graph::Node& node = graph.nodes[index];
  const std::string owner = fmt::format("{}: layer {}", graph.path, node.name);
  AQUA_CHECK(sketch.count() > 0);
  CheckSketch(sketch, owner);
  if (node.inputs[0] == graph.input) CheckImages(sketch, owner);
  LayerFormat format;
  format.layer = node.name;
  SetWeights(graph, index, spec, owner, format);
  SetActivations(sketch, spec, format);
  if (spec.bias_correction) {
    const std::vector<float> means = sketch.ChannelMeans();
    const layers::Workload work = node.layer->Work(graph.NodeInputShapes(node),
                                                   Window::Full(graph.values[node.output].shape));
    format.bias_shifts = BiasShifts(*node.layer, work, format, {means, means}, owner);
  }
  for (const int bits : spec.border_bits) {
    format.borders.push_back(ChooseBorder(sketch, format.activations, bits));
  }
  return format;
}

Profile Calibrate(const graph::Graph& graph, std::span<const ActivationSketch> by_node,
                  const CalibrateSpec& spec) {
  AQUA_CHECK_EQ(by_node.size(), graph.nodes.size());
  spec.Check();
  if (!AnyImages(by_node)) {
    throw Error("{}: no images to calibrate with; give a folder that holds some", graph.path);
  }
  Profile profile{graph.hash, fmt::format("calibrate {}", spec.ToString()), {}};
  for (graph::NodeIndex node = 0; node < graph.nodes.size(); ++node) {
    if (!layers::HasTrained(*graph.nodes[node].layer)) continue;
    profile.layers.push_back(CalibrateLayer(graph, node, by_node[node], spec));
  }
  return profile;
}

}  // namespace aqua::quant

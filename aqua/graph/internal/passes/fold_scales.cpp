#include "aqua/graph/internal/passes/channel_scale.h"
#include "aqua/graph/internal/passes/passes.h"
#include "aqua/graph/internal/passes/readers.h"
#include "aqua/layers/conv2d/conv2d.h"
#include "aqua/layers/gemm/gemm.h"

namespace aqua::graph {
namespace {

using layers::Conv2d;
using layers::Gemm;
using layers::LayerPtr;

// Weights of a layer whose outputs are channels: the first axis counts them.
struct Parameters {
  Tensor weights;
  Tensor bias;
};

// Each output's values times its scale.
Tensor Scaled(const Tensor& tensor, const Tensor& scale) {
  if (scale.empty() || tensor.empty()) return tensor;
  if (!tensor.has_data() || !scale.has_data()) return Tensor::ShapeOnly(tensor.shape());
  Tensor scaled = tensor.Clone();
  const int64_t per_output = scaled.size() / scale.size();
  float* value = scaled.data();
  for (int64_t output = 0; output < scale.size(); ++output) {
    for (int64_t i = 0; i < per_output; ++i) *value++ *= scale[output];
  }
  return scaled;
}

Tensor Shifted(const Tensor& bias, const Tensor& shift) {
  if (shift.empty()) return bias;
  if (bias.empty()) return shift;
  if (!bias.has_data() || !shift.has_data()) return Tensor::ShapeOnly(bias.shape());
  Tensor shifted = bias.Clone();
  for (int64_t i = 0; i < shifted.size(); ++i) shifted[i] += shift[i];
  return shifted;
}

Parameters Apply(const ChannelScale& change, const Tensor& weights, const Tensor& bias) {
  return {Scaled(weights, change.scale), Shifted(Scaled(bias, change.scale), change.shift)};
}

// The layer followed by `next`, as one; null when that cannot be.
LayerPtr Folded(const layers::Layer& layer, const Shape& output, const layers::Layer& next) {
  if (const auto* conv = dynamic_cast<const Conv2d*>(&layer)) {
    const auto change = FindChannelScale(next, output, 1);
    if (!change) return nullptr;
    Parameters changed = Apply(*change, conv->weights(), conv->bias());
    return std::make_shared<Conv2d>(changed.weights, changed.bias, conv->groups(),
                                    conv->geometry());
  }
  if (const auto* gemm = dynamic_cast<const Gemm*>(&layer)) {
    const auto change = FindChannelScale(next, output, output.rank() - 1);
    if (!change) return nullptr;
    Parameters changed = Apply(*change, gemm->weights(), gemm->bias());
    return std::make_shared<Gemm>(changed.weights, changed.bias);
  }
  return nullptr;
}

}  // namespace

void FoldScales(Graph& graph) {
  const Readers readers(graph);
  std::vector<NodeIndex> dropped;
  for (Node& node : graph.nodes) {
    for (auto reader = readers.Only(node.output); reader; reader = readers.Only(node.output)) {
      const Node& next = graph.nodes[*reader];
      LayerPtr folded = Folded(*node.layer, graph.values[node.output].shape, *next.layer);
      if (!folded) break;
      node.layer = std::move(folded);
      node.output = next.output;
      dropped.push_back(*reader);
    }
  }
  DropNodes(graph, dropped);
}

}  // namespace aqua::graph

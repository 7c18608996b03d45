#include "aqua/quant/layer_weights.h"

#include <algorithm>
#include <cmath>

#include "aqua/core/error.h"
#include "aqua/layers/conv2d/conv2d.h"
#include "aqua/layers/trained.h"
#include "aqua/quant/quantized_weights.h"
#include "aqua/quant/weight_exponents.h"
#include "aqua/quant/weighted_entropy.h"

namespace aqua::quant {
namespace {

std::vector<int> ExponentsOf(const Tensor& weights, const CalibrateSpec& spec) {
  const Sharing sharing = spec.per_channel_weights ? Sharing::kChannel : Sharing::kTensor;
  switch (spec.method) {
    case Method::kPercentile:
      return PercentileWeights(weights, spec.weight_bits, sharing, spec.percentile);
    case Method::kMse:
      return LeastErrorWeights(weights, spec.weight_bits, sharing);
    default:
      return CoveringWeights(weights, spec.weight_bits, sharing);
  }
}

// Of integers as wide as the levels, in place of codes.
CalibrateSpec PlainOf(const CalibrateSpec& codes) {
  CalibrateSpec spec = codes;
  spec.method = Method::kMse;
  spec.weight_bits = codes.weight_level_bits;
  return spec;
}

// Of the layers with weights.
bool IsFirst(const graph::Graph& graph, graph::NodeIndex node) {
  const auto end = graph.nodes.begin() + static_cast<std::ptrdiff_t>(node);
  return std::none_of(graph.nodes.begin(), end,
                      [](const graph::Node& before) { return layers::HasTrained(*before.layer); });
}

bool IsDepthwise(const layers::Layer& layer) {
  const auto* const convolution = dynamic_cast<const layers::Conv2d*>(&layer);
  return convolution != nullptr && convolution->groups() > 1 &&
         convolution->weights().shape()[1] == 1;
}

// Each channel times 2^-scale; one scale is for all.
std::vector<float> Scaled(const Tensor& weights, const std::vector<int>& scales) {
  std::vector<float> scaled(weights.values().begin(), weights.values().end());
  const size_t rows = scaled.size() / scales.size();
  for (size_t i = 0; i < scaled.size(); ++i) scaled[i] = std::ldexp(scaled[i], -scales[i / rows]);
  return scaled;
}

// One codebook over the weights of all channels; where each has its own scale, an exponent each.
void SetCodes(const Tensor& weights, const CalibrateSpec& spec, LayerFormat& format) {
  const int levels = (1 << spec.weight_bits) - (spec.zero_weight_level ? 1 : 0);
  std::vector<int> exponents =
      spec.per_channel_weights ? RootMeanSquareExponents(weights) : std::vector<int>{0};
  const WeightClusters clusters =
      ClusterWeights(Scaled(weights, exponents), levels,
                     spec.mean_levels ? ClusterLevel::kMean : ClusterLevel::kRootOfImportance);
  FixedCodebook book = CodebookOf(clusters, spec.weight_level_bits);
  for (int& exponent : exponents) {
    exponent = std::clamp(exponent + book.format.exponent, kLeastExponent, kMostExponent);
  }
  format.weight_bits = book.format.bits;
  format.weight_exponents = std::move(exponents);
  format.weight_codes = std::move(book.codebook);
}

}  // namespace

void SetWeights(const graph::Graph& graph, graph::NodeIndex node, const CalibrateSpec& spec,
                const std::string& owner, LayerFormat& format) {
  const layers::Layer& layer = *graph.nodes[node].layer;
  if (!layer.HasData()) {
    throw Error("{}: its weights have a shape and no values; give a model that was trained", owner);
  }
  const Tensor weights = layers::TrainedOf(layer).weights;
  QuantizedWeights(weights, LayerFormat{}, owner);  // Refuses what is not finite.
  if (spec.method != Method::kWeightedEntropy) {
    format.weight_bits = spec.weight_bits;
    format.weight_exponents = ExponentsOf(weights, spec);
  } else if (spec.codes_skip_first_and_depthwise && (IsFirst(graph, node) || IsDepthwise(layer))) {
    format.weight_bits = spec.weight_level_bits;
    format.weight_exponents = ExponentsOf(weights, PlainOf(spec));
  } else {
    SetCodes(weights, spec, format);
  }
}

}  // namespace aqua::quant

#include "aqua/quant/layer_weights.h"

#include "aqua/core/error.h"
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

}  // namespace

void SetWeights(const layers::Layer& layer, const CalibrateSpec& spec, const std::string& owner,
                LayerFormat& format) {
  if (!layer.HasData()) {
    throw Error("{}: its weights have a shape and no values; give a model that was trained", owner);
  }
  const Tensor weights = layers::TrainedOf(layer).weights;
  QuantizedWeights(weights, LayerFormat{}, owner);  // Refuses what is not finite.
  if (spec.method == Method::kWeightedEntropy) {
    const int levels = (1 << spec.weight_bits) - (spec.zero_weight_level ? 1 : 0);
    FixedCodebook book =
        CodebookOf(ClusterWeights(weights.values(), levels), spec.weight_level_bits);
    format.weight_bits = book.format.bits;
    format.weight_exponents = {book.format.exponent};
    format.weight_codes = std::move(book.codebook);
    return;
  }
  format.weight_bits = spec.weight_bits;
  format.weight_exponents = ExponentsOf(weights, spec);
}

}  // namespace aqua::quant

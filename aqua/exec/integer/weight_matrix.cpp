#include "aqua/exec/integer/weight_matrix.h"

#include "aqua/core/error.h"
#include "aqua/quant/quantized_weights.h"

namespace aqua::exec {
namespace {

// One output channel from (channel, tap) to (tap, channel).
void MoveChannelsInside(std::span<const int32_t> from, int64_t channels, int32_t* to) {
  const int64_t taps = static_cast<int64_t>(from.size()) / channels;
  for (int64_t channel = 0; channel < channels; ++channel) {
    for (int64_t tap = 0; tap < taps; ++tap) {
      to[tap * channels + channel] = from[static_cast<size_t>(channel * taps + tap)];
    }
  }
}

quant::LayerFormat WithExponents(const Tensor& weights, quant::LayerFormat format) {
  if (format.weight_exponents.empty()) {
    format.weight_exponents = {quant::CoveringWeightExponent(weights, format.weight_bits)};
  }
  return format;
}

}  // namespace

WeightMatrix::WeightMatrix(const Tensor& weights, quant::LayerFormat format,
                           const std::string& owner)
    : format_(WithExponents(weights, std::move(format))),
      rows_(weights.size() / weights.shape()[0]),
      values_(static_cast<size_t>(weights.size())) {
  const std::vector<int32_t> integers = quant::QuantizedWeights(weights, format_, owner);
  const auto rows = static_cast<size_t>(rows_);
  for (size_t start = 0; start < integers.size(); start += rows) {
    MoveChannelsInside(std::span(integers).subspan(start, rows), weights.shape()[1],
                       values_.data() + start);
  }
}

std::span<const int32_t> WeightMatrix::Channels(int64_t first, int64_t count) const {
  return std::span(values_).subspan(static_cast<size_t>(first * rows_),
                                    static_cast<size_t>(count * rows_));
}

std::span<const int> WeightMatrix::Exponents(int64_t first, int64_t count) const {
  const std::vector<int>& exponents = format_.weight_exponents;
  if (exponents.size() == 1) return exponents;
  return std::span(exponents).subspan(static_cast<size_t>(first), static_cast<size_t>(count));
}

}  // namespace aqua::exec

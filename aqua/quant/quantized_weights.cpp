#include "aqua/quant/quantized_weights.h"

#include <optional>

#include "aqua/core/error.h"
#include "aqua/core/quantize.h"

namespace aqua::quant {
namespace {

// Returns the index of the first value that is not finite; nullopt when there is none.
std::optional<int64_t> Round(std::span<const float> values, const LayerFormat& format, int exponent,
                             std::span<int32_t> result) {
  const auto bad = Quantize(values, FixedPoint{format.weight_bits, exponent, true}, result);
  if (!bad && !format.weight_codes.empty())
    Quantize(values, format.weight_codes.Scaled(exponent), result);
  return bad;
}

}  // namespace

int CoveringWeightExponent(const Tensor& weights, int bits) {
  const Range range = RangeOf(weights.values());
  return CoveringExponent(range.least, range.most, bits, true);
}

std::vector<int32_t> QuantizedWeights(const Tensor& weights, const LayerFormat& format,
                                      const std::string& owner) {
  const auto channels = static_cast<size_t>(weights.shape()[0]);
  const size_t rows = static_cast<size_t>(weights.size()) / channels;
  const std::vector<int>& exponents = format.weight_exponents;
  AQUA_CHECK(exponents.size() == 1 || exponents.size() == channels);
  std::vector<int32_t> integers(static_cast<size_t>(weights.size()));
  for (size_t channel = 0; channel < channels; ++channel) {
    const std::span<const float> trained = weights.values().subspan(channel * rows, rows);
    const int exponent = exponents[exponents.size() == 1 ? 0 : channel];
    const auto row = std::span(integers).subspan(channel * rows, rows);
    if (const auto bad = Round(trained, format, exponent, row)) {
      throw Error(
          "{}: weight {} is {}, but fixed point holds finite numbers only; use another model",
          owner, static_cast<int64_t>(channel * rows) + *bad, trained[static_cast<size_t>(*bad)]);
    }
  }
  return integers;
}

}  // namespace aqua::quant

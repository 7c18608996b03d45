#include "aqua/exec/onednn/integer_sums.h"

#include <cmath>

namespace aqua::exec::onednn {
namespace {

// Scales are normal float32 numbers, and sums of up to 31 bits times a scale do not overflow. The
// exponent of a channel of zeros may be very small.
constexpr int kLeastScaleExponent = -126;
constexpr int kMostScaleExponent = 96;

std::optional<float> InUnits(float bias, int exponent) {
  const float units = std::ldexp(bias, -exponent);
  if (units == 0 && bias == 0) return units;
  return std::isnormal(units) && std::isnormal(bias) ? std::optional(units) : std::nullopt;
}

}  // namespace

std::optional<IntegerSums> SumsOf(const layers::Layer& layer, const layers::FixedPointLayer& input,
                                  int unit_exponent) {
  const layers::Trained trained = layers::TrainedOf(layer);
  const layers::WeightGrid& grid = *layers::GridOf(layer);
  IntegerSums sums;
  sums.unit_exponent = unit_exponent;
  for (const int exponent : grid.exponents) {
    const int scale = input.format().exponent + exponent - unit_exponent;
    if (scale < kLeastScaleExponent || scale > kMostScaleExponent) return std::nullopt;
    sums.scales.push_back(std::ldexp(1.0F, scale));
  }
  if (trained.bias.empty()) return sums;
  sums.bias = Tensor(trained.bias.shape());
  for (int64_t channel = 0; channel < trained.bias.size(); ++channel) {
    const int exponent = input.format().exponent + grid.Exponent(channel);
    const std::optional<float> units = InUnits(trained.bias[channel], exponent);
    if (!units) return std::nullopt;
    sums.bias[channel] = *units;
  }
  return sums;
}

}  // namespace aqua::exec::onednn

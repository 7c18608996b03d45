#include "aqua/quant/border_choice.h"

#include <algorithm>

#include "aqua/core/error.h"
#include "aqua/quant/least_error.h"

namespace aqua::quant {

BorderFormat ChooseBorder(const ActivationSketch& cells, const FixedPoint& centre, int bits) {
  AQUA_CHECK(bits >= kLeastBits && bits < centre.bits);
  const float least = centre.is_signed ? std::min(0.0F, cells.Least()) : 0.0F;
  const float most = std::max(0.0F, cells.Most());
  FixedPoint format{bits, CoveringExponent(least, most, bits, centre.is_signed), centre.is_signed};
  format.exponent = std::clamp(format.exponent, centre.exponent,
                               std::min(centre.exponent + kMostBits, kMostExponent));
  return {bits, LeastErrorExponent(cells.Sample(), format, centre.exponent), {}};
}

std::vector<int32_t> BorderOffsets(std::span<const float> mean_errors, const FixedPoint& centre) {
  FixedPoint steps = centre;
  steps.is_signed = true;  // A mean error may be below zero where no cell is.
  steps.bits = std::min(centre.bits + (centre.is_signed ? 0 : 1), kMostBits);
  std::vector<int32_t> offsets;
  for (const float error : mean_errors) offsets.push_back(steps.Quantize(error));
  return offsets;
}

}  // namespace aqua::quant

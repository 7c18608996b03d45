#include "aqua/core/border_format.h"

#include <algorithm>

namespace aqua {
namespace {

int32_t OffsetOf(const BorderFormat& border, int64_t channel) {
  return border.offsets.empty() ? 0 : border.offsets[static_cast<size_t>(channel)];
}

}  // namespace

int32_t QuantizeBorder(float value, const FixedPoint& centre, const BorderFormat& border,
                       int64_t channel) {
  const auto offset = static_cast<float>(OffsetOf(border, channel) * centre.Step());
  return FixedPoint{border.bits, border.exponent, centre.is_signed}.Quantize(value - offset);
}

int32_t BorderInteger(int32_t q, const FixedPoint& centre, const BorderFormat& border,
                      int64_t channel) {
  const int64_t steps =
      (static_cast<int64_t>(q) << (border.exponent - centre.exponent)) + OffsetOf(border, channel);
  return static_cast<int32_t>(std::clamp<int64_t>(steps, centre.Least(), centre.Most()));
}

}  // namespace aqua

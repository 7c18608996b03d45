#include "aqua/core/border_format.h"

#include <algorithm>
#include <cmath>

#include "aqua/core/error.h"

namespace aqua {
namespace {

// As in quantize.cpp: adding this to a number below 2^22 rounds it as nearbyint does.
constexpr float kRounder = 0x1.8p23F;

int ShiftOf(const FixedPoint& centre, const BorderFormat& border) {
  const int shift = border.exponent - centre.exponent;
  AQUA_CHECK(shift >= 0 && shift <= kMostBits);
  return shift;
}

float OffsetValue(const FixedPoint& centre, const BorderFormat& border, int64_t channel) {
  return static_cast<float>(BorderOffset(centre, border, channel) * centre.Step());
}

}  // namespace

const BorderFormat* BorderFor(std::span<const BorderFormat> borders, int centre_bits, int bits) {
  if (bits >= centre_bits && bits != kOwnBits) return nullptr;
  const BorderFormat* best = nullptr;
  for (const BorderFormat& border : borders) {
    const bool fits = bits == kOwnBits ? border.bits < centre_bits : border.bits == bits;
    if (fits && (best == nullptr || border.bits > best->bits)) best = &border;
  }
  return best;
}

int32_t BorderOffset(const FixedPoint& centre, const BorderFormat& border, int64_t channel) {
  if (border.offsets.empty()) return 0;
  return std::clamp(border.offsets[static_cast<size_t>(channel)], centre.Least(), centre.Most());
}

BorderRange BorderRangeOf(const FixedPoint& centre, const BorderFormat& border, int64_t channel) {
  const int shift = ShiftOf(centre, border);
  const int32_t offset = BorderOffset(centre, border, channel);
  const FixedPoint own{border.bits, border.exponent, centre.is_signed};
  // Towards zero: the most has no sign, the least is zero or below.
  const int32_t most = std::min(centre.Most(), centre.Most() - offset) >> shift;
  const int32_t least = -(-std::max(centre.Least(), centre.Least() - offset) >> shift);
  return {std::max(own.Least(), least), std::min(own.Most(), most)};
}

int32_t QuantizeBorder(float value, const FixedPoint& centre, const BorderFormat& border,
                       int64_t channel) {
  AQUA_CHECK(!std::isnan(value));
  const float rest = value - OffsetValue(centre, border, channel);
  const double rounded = std::nearbyint(std::ldexp(static_cast<double>(rest), -border.exponent));
  const BorderRange range = BorderRangeOf(centre, border, channel);
  return static_cast<int32_t>(
      std::clamp(rounded, static_cast<double>(range.least), static_cast<double>(range.most)));
}

void QuantizeBorder(std::span<const float> values, const FixedPoint& centre,
                    const BorderFormat& border, int64_t channel, std::span<int32_t> result) {
  AQUA_CHECK_EQ(values.size(), result.size());
  const float offset = OffsetValue(centre, border, channel);
  const auto scale = static_cast<float>(std::ldexp(1.0, -border.exponent));
  const BorderRange range = BorderRangeOf(centre, border, channel);
  const auto least = static_cast<float>(range.least);
  const auto most = static_cast<float>(range.most);
  for (size_t i = 0; i < values.size(); ++i) {
    const float scaled = (values[i] - offset) * scale;
    const float from_least = scaled > least ? scaled : least;
    const float clamped = from_least < most ? from_least : most;
    result[i] = static_cast<int32_t>((clamped + kRounder) - kRounder);
  }
}

int32_t BorderInteger(int32_t q, const FixedPoint& centre, const BorderFormat& border,
                      int64_t channel) {
  const int32_t shifted = q * (int32_t{1} << ShiftOf(centre, border));
  return shifted + BorderOffset(centre, border, channel);
}

}  // namespace aqua

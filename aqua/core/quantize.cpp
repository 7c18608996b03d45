#include "aqua/core/quantize.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "aqua/core/error.h"

namespace aqua {
namespace {

// Floats from 2^23 to 2^24 are the integers: adding this to a number below 2^22 rounds it as
// nearbyint does, in one addition that exists on every processor.
constexpr float kRounder = 0x1.8p23F;

constexpr float kLargest = std::numeric_limits<float>::max();
constexpr uint32_t kExponentBits = 0x7F800000;  // All set: NaN or infinite.

std::optional<int64_t> FirstNotFinite(std::span<const float> values) {
  const auto found = std::find_if_not(values.begin(), values.end(),
                                      [](float value) { return std::isfinite(value); });
  if (found == values.end()) return std::nullopt;
  return found - values.begin();
}

}  // namespace

std::optional<int64_t> Quantize(std::span<const float> values, const FixedPoint& format,
                                std::span<int32_t> result) {
  AQUA_CHECK_EQ(values.size(), result.size());
  // In float: a product too small to be exact rounds to 0 as it should, one too large saturates.
  const auto scale = static_cast<float>(1 / format.Step());
  const auto least = static_cast<float>(format.Least());
  const auto most = static_cast<float>(format.Most());
  uint32_t not_finite = 0;
  for (size_t i = 0; i < values.size(); ++i) {
    const uint32_t bits = std::bit_cast<uint32_t>(values[i]);
    not_finite |= static_cast<uint32_t>((bits & kExponentBits) == kExponentBits);
    const float scaled = values[i] * scale;
    const float from_least = scaled > least ? scaled : least;  // NaN becomes the least.
    const float clamped = from_least < most ? from_least : most;
    result[i] = static_cast<int32_t>((clamped + kRounder) - kRounder);
  }
  return not_finite == 0 ? std::nullopt : FirstNotFinite(values);
}

Range RangeOf(std::span<const float> values) {
  Range range;
  for (const float value : values) {
    if (value < range.least && value >= -kLargest) range.least = value;
    if (value > range.most && value <= kLargest) range.most = value;
  }
  return range;
}

}  // namespace aqua

#include "aqua/quant/log_counts.h"

#include <bit>
#include <vector>

namespace aqua::quant {
namespace {

// A part: the floats with the same high bits. At most one bin ends inside of it.
constexpr int kLowBits = 16;
constexpr uint32_t kLows = (uint32_t{1} << kLowBits) - 1;
constexpr uint32_t kExponentBits = 0x7F800000;

}  // namespace

struct LogCounts::Part {
  uint16_t slot = 0;      // Of its first float.
  uint16_t last = kLows;  // Low bits of the last float in that slot.
};

std::span<const LogCounts::Part> LogCounts::Parts() {
  static const std::vector<Part> parts = [] {
    std::vector<Part> all(size_t{1} << kLowBits);
    for (uint32_t high = 0; high < all.size(); ++high) {
      const uint32_t first = high << kLowBits;
      Part& part = all[high];
      if ((first & kExponentBits) == 0) {
        part.slot = kZeroSlot;
        continue;
      }
      const int bin = LogBin(first);
      part.slot = static_cast<uint16_t>(bin + (first >> 31 != 0 ? kLogBins : 0));
      uint32_t low = 0;
      for (uint32_t step = (kLows + 1) / 2; step > 0; step /= 2) {
        if (LogBin(first + low + step) == bin) low += step;
      }
      part.last = static_cast<uint16_t>(low);
    }
    return all;
  }();
  return parts;
}

void LogCounts::Add(std::span<const float> values) {
  const std::span<const Part> parts = Parts();
  uint32_t not_finite = 0;
  for (size_t i = 0; i < values.size(); ++i) {
    const uint32_t bits = std::bit_cast<uint32_t>(values[i]);
    not_finite |= static_cast<uint32_t>((bits & kExponentBits) == kExponentBits);
    const Part part = parts[bits >> kLowBits];
    ++tables_[i % 2][part.slot + static_cast<uint32_t>((bits & kLows) > part.last)];
  }
  all_finite_ = all_finite_ && not_finite == 0;
}

}  // namespace aqua::quant

#include "aqua/image/internal/resample_plain.h"

#include <algorithm>

namespace aqua::image::internal {
namespace {

constexpr int64_t kChannels = 3;

// `count` samples, one every `step` bytes, through the coefficients from `tap` on.
uint8_t WeightedSum(const uint8_t* samples, int64_t step, const AxisTaps& taps, size_t tap,
                    int64_t count) {
  int sum = 1 << (kCoefficientBits - 1);
  for (int64_t i = 0; i < count; ++i, ++tap) {
    sum += samples[i * step] * (taps.high[tap] * (1 << kLowBits) + taps.low[tap]);
  }
  return static_cast<uint8_t>(std::clamp(sum >> kCoefficientBits, 0, 255));
}

}  // namespace

void ResampleColumnsPlainly(const ResampleTask& task) {
  const AxisTaps& taps = *task.taps;
  for (int64_t y = 0; y < task.row_count; ++y) {
    const uint8_t* row = task.input + y * task.input_stride;
    uint8_t* out = task.output + y * task.output_stride;
    for (size_t x = 0; x < taps.first.size(); ++x) {
      const int64_t first = taps.first[x];
      const int64_t count = std::min(taps.count, task.row_bytes / kChannels - first);
      for (int64_t channel = 0; channel < kChannels; ++channel) {
        *out++ = WeightedSum(row + first * kChannels + channel, kChannels, taps,
                             x * static_cast<size_t>(taps.count), count);
      }
    }
  }
}

void ResampleRowsPlainly(const ResampleTask& task) {
  const AxisTaps& taps = *task.taps;
  for (size_t y = 0; y < taps.first.size(); ++y) {
    const int64_t first = taps.first[y];
    const int64_t count = std::min(taps.count, task.row_count - first);
    for (int64_t i = 0; i < task.row_bytes; ++i) {
      task.output[static_cast<int64_t>(y) * task.output_stride + i] =
          WeightedSum(task.input + first * task.input_stride + i, task.input_stride, taps,
                      y * static_cast<size_t>(taps.count), count);
    }
  }
}

}  // namespace aqua::image::internal

// Resampler::rows; compiled once a target.
#if defined(AQUA_IMAGE_RESAMPLE_ROWS_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef AQUA_IMAGE_RESAMPLE_ROWS_INL_H_
#undef AQUA_IMAGE_RESAMPLE_ROWS_INL_H_
#else
#define AQUA_IMAGE_RESAMPLE_ROWS_INL_H_
#endif

#include <algorithm>

#include "aqua/image/internal/resample.h"
#include "aqua/image/internal/resample_plain.h"
#include "aqua/image/internal/resample_sums-inl.h"

HWY_BEFORE_NAMESPACE();
namespace aqua::image::internal::HWY_NAMESPACE {

constexpr int64_t kRowStep = hn::MaxLanes(ByteTag());

// Samples of two rows side by side, in 16 bits.
HWY_INLINE void PairRows(const uint8_t* row, const uint8_t* next, PairVector (&pairs)[kVectors]) {
  const ByteTag d;
  const ByteVector zero = hn::Zero(d);
  const ByteVector a = hn::LoadU(d, row);
  const ByteVector b = hn::LoadU(d, next);
  const ByteVector lower = hn::InterleaveLower(d, a, b);
  const ByteVector upper = hn::InterleaveUpper(d, a, b);
  pairs[0] = hn::BitCast(PairTag(), hn::InterleaveLower(d, lower, zero));
  pairs[1] = hn::BitCast(PairTag(), hn::InterleaveUpper(d, lower, zero));
  pairs[2] = hn::BitCast(PairTag(), hn::InterleaveLower(d, upper, zero));
  pairs[3] = hn::BitCast(PairTag(), hn::InterleaveUpper(d, upper, zero));
}

// kRowStep bytes of one output row from byte `at` on.
HWY_INLINE void ResampleRowStep(const ResampleTask& task, int64_t output, int64_t at) {
  const AxisTaps& taps = *task.taps;
  const int64_t first = taps.first[static_cast<size_t>(output)];
  const int16_t* high = taps.high.data() + output * taps.count;
  const int16_t* low = taps.low.data() + output * taps.count;
  const uint8_t* row = task.input + first * task.input_stride + at;
  const int64_t count = std::min(taps.count, task.row_count - first);
  Sums sums;
  PairVector pairs[kVectors];
  int64_t tap = 0;
  for (; tap + 1 < count; tap += 2, row += 2 * task.input_stride) {
    PairRows(row, row + task.input_stride, pairs);
    sums.Add(pairs, high + tap, low + tap);
  }
  // The last row of the image has no next one; a coefficient of zero stands for it.
  if (tap < count) {
    PairRows(row, row, pairs);
    sums.Add(pairs, high + tap, low + tap);
  }
  hn::StoreU(sums.Levels(), ByteTag(), task.output + output * task.output_stride + at);
}

void ResampleRows(const ResampleTask& task) {
  if (task.row_bytes < kRowStep) return ResampleRowsPlainly(task);
  const auto outputs = static_cast<int64_t>(task.taps->first.size());
  for (int64_t output = 0; output < outputs; ++output) {
    int64_t at = 0;
    for (; at + kRowStep <= task.row_bytes; at += kRowStep) ResampleRowStep(task, output, at);
    // The rest, once more with bytes before it.
    if (at < task.row_bytes) ResampleRowStep(task, output, task.row_bytes - kRowStep);
  }
}

}  // namespace aqua::image::internal::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif

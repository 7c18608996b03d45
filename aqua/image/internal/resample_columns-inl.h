// Resampler::columns; compiled once a target.
// Several rows go through the taps at once. A block of a vector belongs to one row: its lanes are
// the sums of red, green, blue and nothing.
#if defined(AQUA_IMAGE_RESAMPLE_COLUMNS_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef AQUA_IMAGE_RESAMPLE_COLUMNS_INL_H_
#undef AQUA_IMAGE_RESAMPLE_COLUMNS_INL_H_
#else
#define AQUA_IMAGE_RESAMPLE_COLUMNS_INL_H_
#endif

#include <hwy/cache_control.h>

#include <algorithm>
#include <cstring>

#include "aqua/image/internal/resample.h"
#include "aqua/image/internal/resample_sums-inl.h"

HWY_BEFORE_NAMESPACE();
namespace aqua::image::internal::HWY_NAMESPACE {

constexpr int kRows = kVectors * kBlocks;
constexpr int kPixelBytes = 3;
constexpr int kPairBytes = 2 * kPixelBytes;

// Rows of pixels taken apart into pairs of neighbours, r0 r1 g0 g1 b0 b1 0 0 in 16 bits: some of
// them at a time, so that they stay in the first cache however wide the image is.
class PairWindow {
 public:
  // Of row_count rows at most kRows are held; fewer are made up with the last.
  PairWindow(const ResampleTask& task, int64_t first_row)
      : rows_(task.input + first_row * task.input_stride),
        stride_(task.input_stride),
        last_row_(std::min<int64_t>(kRows, task.row_count - first_row) - 1),
        row_bytes_(task.row_bytes) {}

  // The pairs from `pair` on, kRows blocks each; at least `count`, which is at most kHeld.
  HWY_INLINE const int16_t* At(int64_t pair, int64_t count) {
    if (pair < begin_ || pair + count > begin_ + kHeld) Fill(pair);
    return pairs_ + (pair - begin_) * kPairStride;
  }

  static constexpr int64_t kHeld = 64;
  static constexpr int64_t kPairStride = kRows * kBlockBytes / 2;

 private:
  using BlockTag = hn::FixedTag<uint8_t, kBlockBytes>;

  HWY_NOINLINE void Fill(int64_t begin) {
    begin_ = begin;
    for (int64_t row = 0; row < kRows; ++row) {
      // Sums::Levels gives the rows back in their order.
      const int64_t block = row % kVectors * kBlocks + row / kVectors;
      FillRow(rows_ + std::min(row, last_row_) * stride_, pairs_ + block * kBlockBytes / 2);
    }
  }

  HWY_INLINE void FillRow(const uint8_t* row, int16_t* pairs) const {
    const BlockTag d;
    HWY_ALIGN static constexpr int8_t kFirst[kBlockBytes] = {0, -1, 3, -1, 1,  -1, 4,  -1,
                                                             2, -1, 5, -1, -1, -1, -1, -1};
    HWY_ALIGN static constexpr int8_t kSecond[kBlockBytes] = {6, -1, 9,  -1, 7,  -1, 10, -1,
                                                              8, -1, 11, -1, -1, -1, -1, -1};
    const auto first = hn::BitCast(d, hn::Load(hn::RebindToSigned<BlockTag>(), kFirst));
    const auto second = hn::BitCast(d, hn::Load(hn::RebindToSigned<BlockTag>(), kSecond));
    const auto store = [&](hn::Vec<BlockTag> pixels) HWY_ATTR {
      hn::Store(hn::TableLookupBytesOr0(pixels, first), d, reinterpret_cast<uint8_t*>(pairs));
      hn::Store(hn::TableLookupBytesOr0(pixels, second), d,
                reinterpret_cast<uint8_t*>(pairs + kPairStride));
      pairs += 2 * kPairStride;
    };
    int64_t at = begin_ * kPairBytes;
    const int64_t end = at + kHeld * kPairBytes;
    // What the next call will read: a large image comes from memory.
    for (int64_t next = end; next < std::min(end + kHeld * kPairBytes, row_bytes_); next += 64) {
      hwy::Prefetch(row + next);
    }
    const int64_t whole_end = std::min(end, row_bytes_ - kBlockBytes + 1);
    for (; at < whole_end; at += 2 * kPairBytes) store(hn::LoadU(d, row + at));
    for (; at < end; at += 2 * kPairBytes) {
      HWY_ALIGN uint8_t bytes[kBlockBytes] = {};
      if (at < row_bytes_) {
        std::memcpy(bytes, row + at,
                    static_cast<size_t>(std::min<int64_t>(row_bytes_ - at, kBlockBytes)));
      }
      store(hn::Load(d, bytes));
    }
  }

  const uint8_t* rows_;
  int64_t stride_;
  int64_t last_row_;
  int64_t row_bytes_;
  int64_t begin_ = -kHeld - 1;
  HWY_ALIGN int16_t pairs_[kHeld * kPairStride];
};

HWY_INLINE void AddPairs(const int16_t* pairs, const int16_t* high, const int16_t* low,
                         int64_t count, Sums& sums) {
  const PairTag d;
  for (int64_t pair = 0; pair < count; ++pair) {
    PairVector pixels[kVectors];
    for (int i = 0; i < kVectors; ++i) {
      pixels[i] = hn::Load(d, pairs + i * static_cast<int64_t>(hn::MaxLanes(d)));
    }
    sums.Add(pixels, high + 2 * pair, low + 2 * pair);
    pairs += PairWindow::kPairStride;
  }
}

// Output column `output` of the rows in the window, 4 bytes a row.
HWY_INLINE ByteVector ResampleColumn(PairWindow& window, const AxisTaps& taps, int64_t output) {
  const int16_t* high = taps.high.data() + output * taps.count;
  const int16_t* low = taps.low.data() + output * taps.count;
  int64_t pair = taps.first[static_cast<size_t>(output)] / 2;
  Sums sums;
  for (int64_t rest = taps.count / 2; rest > 0; rest -= PairWindow::kHeld) {
    const int64_t count = std::min(rest, PairWindow::kHeld);
    AddPairs(window.At(pair, count), high, low, count, sums);
    pair += count;
    high += 2 * count;
    low += 2 * count;
  }
  return sums.Levels();
}

template <int kBytes>
HWY_INLINE void StoreColumn(const uint8_t (&column)[kRows][4], int64_t row_count, int64_t stride,
                            uint8_t* out) {
  for (int64_t row = 0; row < row_count; ++row, out += stride) {
    std::memcpy(out, column[row], kBytes);
  }
}

void ResampleRowGroup(const ResampleTask& task, int64_t first_row) {
  PairWindow window(task, first_row);
  const int64_t row_count = std::min<int64_t>(kRows, task.row_count - first_row);
  const int64_t last = static_cast<int64_t>(task.taps->first.size()) - 1;
  uint8_t* out = task.output + first_row * task.output_stride;
  HWY_ALIGN uint8_t column[kRows][4];
  for (int64_t output = 0; output < last; ++output, out += kPixelBytes) {
    hn::Store(ResampleColumn(window, *task.taps, output), ByteTag(), column[0]);
    // In one store; the fourth byte goes where the next column will be written.
    StoreColumn<4>(column, row_count, task.output_stride, out);
  }
  hn::Store(ResampleColumn(window, *task.taps, last), ByteTag(), column[0]);
  StoreColumn<kPixelBytes>(column, row_count, task.output_stride, out);
}

void ResampleColumns(const ResampleTask& task) {
  for (int64_t row = 0; row < task.row_count; row += kRows) ResampleRowGroup(task, row);
}

}  // namespace aqua::image::internal::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif

// Sums of pixels times coefficients in 32-bit lanes; compiled once a target.
#if defined(AQUA_IMAGE_RESAMPLE_SUMS_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef AQUA_IMAGE_RESAMPLE_SUMS_INL_H_
#undef AQUA_IMAGE_RESAMPLE_SUMS_INL_H_
#else
#define AQUA_IMAGE_RESAMPLE_SUMS_INL_H_
#endif

#include <hwy/highway.h>

#include <cstdint>
#include <cstring>

#include "aqua/image/internal/taps.h"

HWY_BEFORE_NAMESPACE();
namespace aqua::image::internal::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using SumTag = hn::CappedTag<int32_t, 16>;
using PairTag = hn::Repartition<int16_t, SumTag>;
using ByteTag = hn::Repartition<uint8_t, SumTag>;
using SumVector = hn::Vec<SumTag>;
using PairVector = hn::Vec<PairTag>;
using ByteVector = hn::Vec<ByteTag>;

constexpr int kBlockBytes = 16;  // What shuffles stay within.
constexpr int kBlocks = hn::MaxLanes(ByteTag()) / kBlockBytes;
constexpr int kVectors = 4;  // At a time, so that a coefficient is fetched once for all of them.

// The coefficients of two neighbouring taps in every lane.
HWY_INLINE PairVector CoefficientPair(const int16_t* coefficients) {
  int32_t pair;
  std::memcpy(&pair, coefficients, sizeof(pair));
  return hn::BitCast(PairTag(), hn::Set(SumTag(), pair));
}

// As many sums of 8 bits as kVectors have lanes.
class Sums {
 public:
  HWY_INLINE Sums() {
    for (int i = 0; i < kVectors; ++i) {
      high_[i] = high_odd_[i] = low_[i] = low_odd_[i] = hn::Zero(SumTag());
    }
  }

  // Adds two taps: a lane of `pixels` holds one sample of each.
  HWY_INLINE void Add(const PairVector (&pixels)[kVectors], const int16_t* high,
                      const int16_t* low) {
    const PairVector high_pair = CoefficientPair(high);
    const PairVector low_pair = CoefficientPair(low);
    const SumTag d;
    for (int i = 0; i < kVectors; ++i) {
      high_[i] = hn::ReorderWidenMulAccumulate(d, pixels[i], high_pair, high_[i], high_odd_[i]);
      low_[i] = hn::ReorderWidenMulAccumulate(d, pixels[i], low_pair, low_[i], low_odd_[i]);
    }
  }

  // Rounded and clipped. Byte 4 * v + i of a block is lane i of that block of vector v.
  HWY_INLINE ByteVector Levels() const {
    alignas(kBlockBytes) static constexpr uint8_t kOrder[kBlockBytes] = {
        0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15};
    const SumVector lower = hn::Or(Rounded(0), hn::ShiftLeft<8>(Rounded(1)));
    const SumVector upper = hn::Or(Rounded(2), hn::ShiftLeft<8>(Rounded(3)));
    const SumVector all = hn::Or(lower, hn::ShiftLeft<16>(upper));
    return hn::TableLookupBytes(hn::BitCast(ByteTag(), all), hn::LoadDup128(ByteTag(), kOrder));
  }

 private:
  HWY_INLINE SumVector Rounded(int i) const {
    const SumTag d;
    const SumVector high = hn::RearrangeToOddPlusEven(high_[i], high_odd_[i]);
    const SumVector low = hn::RearrangeToOddPlusEven(low_[i], low_odd_[i]);
    const SumVector half = hn::Set(d, 1 << (kCoefficientBits - 1));
    const SumVector sum = hn::Add(hn::Add(hn::ShiftLeft<kLowBits>(high), low), half);
    const SumVector level = hn::ShiftRight<kCoefficientBits>(sum);
    return hn::Min(hn::Max(level, hn::Zero(d)), hn::Set(d, 255));
  }

  SumVector high_[kVectors], high_odd_[kVectors];
  SumVector low_[kVectors], low_odd_[kVectors];
};

}  // namespace aqua::image::internal::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif

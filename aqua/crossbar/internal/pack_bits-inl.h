// Kernels::pack_bits; compiled once a target.
#if defined(AQUA_CROSSBAR_PACK_BITS_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef AQUA_CROSSBAR_PACK_BITS_INL_H_
#undef AQUA_CROSSBAR_PACK_BITS_INL_H_
#else
#define AQUA_CROSSBAR_PACK_BITS_INL_H_
#endif

#include <hwy/highway.h>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>

HWY_BEFORE_NAMESPACE();
namespace aqua::crossbar::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

constexpr int64_t kPackedValues = 64;

// The bit that is set in `wanted` of 64 bytes, as 8 bytes.
HWY_INLINE void PackPlane(const uint8_t* bytes, uint8_t wanted, uint8_t* plane) {
#if HWY_TARGET == HWY_SCALAR
  for (int64_t i = 0; i < kPackedValues; i += 8) {
    int packed = 0;
    for (int bit = 0; bit < 8; ++bit) packed |= (bytes[i + bit] & wanted) != 0 ? 1 << bit : 0;
    plane[i / 8] = static_cast<uint8_t>(packed);
  }
#else
  const hn::CappedTag<uint8_t, kPackedValues> d;
  for (int64_t i = 0; i < kPackedValues; i += hn::MaxLanes(d)) {
    hn::StoreMaskBits(d, hn::TestBit(hn::Load(d, bytes + i), hn::Set(d, wanted)), plane + i / 8);
  }
#endif
}

// Bits 0 to `bits` - 1 of 64 bytes, a plane a bit: all 8 bytes of each or the first 4 are stored.
HWY_INLINE void PackBytes(const uint8_t* bytes, int bits, bool stores_all, uint8_t* planes,
                          int64_t plane_bytes, int32_t* ones) {
  for (int bit = 0; bit < bits; ++bit) {
    uint8_t word[kPackedValues / 8];
    PackPlane(bytes, static_cast<uint8_t>(1 << bit), word);
    uint64_t whole = 0;
    std::memcpy(&whole, word, sizeof(whole));
    ones[bit] += std::popcount(whole);
    // Constant sizes: no call.
    if (stores_all) {
      std::memcpy(planes + bit * plane_bytes, word, sizeof(word));
    } else {
      std::memcpy(planes + bit * plane_bytes, word, sizeof(word) / 2);
    }
  }
}

void PackBits(const int32_t* values, int64_t count, int bits, uint8_t* planes, int64_t plane_bytes,
              int32_t* ones) {
  std::fill_n(ones, bits, 0);
  HWY_ALIGN uint8_t low[kPackedValues];
  HWY_ALIGN uint8_t high[kPackedValues];
  for (int64_t byte = 0; byte < plane_bytes; byte += kPackedValues / 8) {
    const int64_t first = byte * 8;
    const int64_t here = std::clamp<int64_t>(count - first, 0, kPackedValues);
    const bool stores_all = plane_bytes - byte >= kPackedValues / 8;
    if (here < kPackedValues) {
      std::memset(low, 0, sizeof(low));
      std::memset(high, 0, sizeof(high));
    }
    for (int64_t i = 0; i < here; ++i) low[i] = static_cast<uint8_t>(values[first + i]);
    PackBytes(low, std::min(bits, 8), stores_all, planes + byte, plane_bytes, ones);
    if (bits <= 8) continue;
    for (int64_t i = 0; i < here; ++i) high[i] = static_cast<uint8_t>(values[first + i] >> 8);
    PackBytes(high, bits - 8, stores_all, planes + 8 * plane_bytes + byte, plane_bytes, ones + 8);
  }
}

}  // namespace aqua::crossbar::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif

// How the cells of a region of few bits are held. A cell of channel c stands for
//   q * 2^(exponent - centre's exponent) + offsets[c]
// steps of the centre's format; q has `bits` bits and the centre's sign. Only q is presented to the
// hardware, time step by time step; the offsets are constants that keep the mean of every channel.
// Nothing saturates after q is chosen: an offset counts as the nearest that the centre's format
// holds, and q stays where both q * 2^(...) and the sum are in the centre's range. So a layer's
// sums over such cells are those of the q's, shifted, plus a constant: exactly.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "aqua/core/fixed_point.h"

namespace aqua {

struct BorderFormat {
  int bits = 4;
  int exponent = 0;                   // Not below the centre's, and at most kMostBits above it.
  std::vector<int32_t> offsets = {};  // One a channel; empty: zeros.

  bool operator==(const BorderFormat&) const = default;
};

// A region of so many bits is held by every layer in its own widest border, and like the centre by
// a layer without any: what a search for the bits of borders gives each layer.
inline constexpr int kOwnBits = kMostBits - 1;

// How a layer whose centre has `centre_bits` holds a region of `bits` bits: in its border of so
// many. Null: like the centre, when that has no more bits, or for kOwnBits without borders; else
// there is no such border.
const BorderFormat* BorderFor(std::span<const BorderFormat> borders, int centre_bits, int bits);

// The offset of a channel, in the centre's steps, in the centre's range.
int32_t BorderOffset(const FixedPoint& centre, const BorderFormat& border, int64_t channel);

// The q's that a channel may hold; 0 is among them.
struct BorderRange {
  int32_t least = 0;
  int32_t most = 0;
};
BorderRange BorderRangeOf(const FixedPoint& centre, const BorderFormat& border, int64_t channel);

// The q of `value`: of (value - offset * centre's step), computed in float, in steps of
// 2^exponent, the nearest, ties to even, then the nearest in range. `value` must not be NaN.
int32_t QuantizeBorder(float value, const FixedPoint& centre, const BorderFormat& border,
                       int64_t channel);
// The same for many finite values of one channel, a few an instruction. `result`: as long.
void QuantizeBorder(std::span<const float> values, const FixedPoint& centre,
                    const BorderFormat& border, int64_t channel, std::span<int32_t> result);

// The integer in the centre's steps that q stands for. `q`: in the channel's range.
int32_t BorderInteger(int32_t q, const FixedPoint& centre, const BorderFormat& border,
                      int64_t channel);

}  // namespace aqua

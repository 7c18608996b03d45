// How the cells of a region of few bits are held. A cell of channel c stands for
//   q * 2^(exponent - centre's exponent) + offsets[c]
// steps of the centre's format, saturated to what that format holds; q has `bits` bits and the
// centre's sign. Only q is presented to the hardware, time step by time step; the offsets are
// constants that keep the mean of every channel.
#pragma once

#include <cstdint>
#include <vector>

#include "aqua/core/fixed_point.h"

namespace aqua {

struct BorderFormat {
  int bits = 4;
  int exponent = 0;              // Not below the centre's, and at most kMostBits above it.
  std::vector<int32_t> offsets = {};  // One a channel; empty: zeros.

  bool operator==(const BorderFormat&) const = default;
};

// The q of `value`, in a channel whose offset is `offset`: the nearest, ties to even, saturating.
int32_t QuantizeBorder(float value, const FixedPoint& centre, const BorderFormat& border,
                       int64_t channel);
// The integer in the centre's steps that q stands for.
int32_t BorderInteger(int32_t q, const FixedPoint& centre, const BorderFormat& border,
                      int64_t channel);

}  // namespace aqua

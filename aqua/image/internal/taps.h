// What one axis of a resize reads: for every output cell the first input cell and a row of
// coefficients, as Pillow computes them (its Resample.c): the filter is stretched by the ratio when
// shrinking, normalised to a sum of one, and rounded to 22 fractional bits.
#pragma once

#include <cstdint>
#include <vector>

#include "aqua/core/window.h"
#include "aqua/image/resize.h"

namespace aqua::image::internal {

inline constexpr int kCoefficientBits = 22;
inline constexpr int kLowBits = 11;

struct AxisTaps {
  Span input;                  // The input cells that are read at all.
  std::vector<int64_t> first;  // By output cell, from input.begin on; even and never falling.
  int64_t count = 0;           // Coefficients an output cell; even, the last ones may be zero.
  // By output cell, `count` each; a coefficient is high * 2^kLowBits + low. Two halves of 16 bits
  // suit the processor's multiply-and-add of two neighbours, and stay exact.
  std::vector<int16_t> high;
  std::vector<int16_t> low;
};

// For the output cells `outputs` out of `output_size`.
AxisTaps MakeTaps(int64_t input_size, int64_t output_size, Span outputs,
                  Interpolation interpolation);

}  // namespace aqua::image::internal

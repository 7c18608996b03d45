// One axis of a resize over rows of 8-bit RGB: weighted sums of pixels, rounded to 8 bits. The
// loops are compiled once an instruction set and chosen at run time.
//
// All sums fit 32 bits. The coefficients of an output cell without their signs add up to less than
// 1.3 * 2^22 at any ratio: the negative lobes of the bicubic filter make it 1.27 * 2^22 at most (14
// cells to 13), and 1.18 * 2^22 where there are so many that their rounding counts. Times 255 that
// is below 2^31, as is either half of it by itself (see AxisTaps).
#pragma once

#include <cstdint>

#include "aqua/image/internal/taps.h"

namespace aqua::image::internal {

struct ResampleTask {
  const uint8_t* input = nullptr;  // The first cell of taps.input, of the first row or column.
  int64_t input_stride = 0;        // Bytes from row to row.
  int64_t row_count = 0;           // Rows that there are from `input` on,
  int64_t row_bytes = 0;           // and bytes in each of them.
  const AxisTaps* taps = nullptr;
  uint8_t* output = nullptr;
  int64_t output_stride = 0;
};

struct Resampler {
  const char* target = nullptr;  // The instruction set, by Highway's name.

  // Along columns: each of the rows becomes one of as many pixels as the taps have outputs.
  void (*columns)(const ResampleTask& task) = nullptr;
  // Along rows: as many rows as the taps have outputs, each of row_bytes.
  void (*rows)(const ResampleTask& task) = nullptr;
};

// Of the best instruction set that this processor has.
const Resampler& BestResampler();

}  // namespace aqua::image::internal

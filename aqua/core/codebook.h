// Few levels among the integers of a fixed-point format: an irregular quantizer, such as clusters
// of weights or powers of two. A value takes the level of the last start that is not above it; one
// below all starts takes the first level.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "aqua/core/fixed_point.h"

namespace aqua {

struct Codebook {
  std::vector<float> starts;    // Strictly ascending. The first is not looked at.
  std::vector<int32_t> levels;  // Ascending; one a start.

  bool empty() const { return levels.empty(); }
  // Bits of a code: what is stored. The datapath multiplies the level, of the format's bits.
  int CodeBits() const;
  // `value` must not be NaN, the codebook not empty.
  int32_t Quantize(float value) const;
  // The same with every start times 2^exponent: from starts in steps to starts in values.
  Codebook Scaled(int exponent) const;
  bool operator==(const Codebook&) const = default;
};

// What is wrong with a codebook of `format`: more or fewer starts than levels, an order that is not
// ascending, a start that is not finite, a level outside the format. Empty: nothing.
std::string CodebookFault(const Codebook& codebook, const FixedPoint& format);

// `result[i]` = codebook.Quantize(values[i]), of the same length. What is NaN takes some level.
void Quantize(std::span<const float> values, const Codebook& codebook, std::span<int32_t> result);

}  // namespace aqua

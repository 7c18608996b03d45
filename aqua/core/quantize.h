// Whole tensors into fixed point, a few values an instruction.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "aqua/core/fixed_point.h"

namespace aqua {

// `result[i]` = format.Quantize(values[i]), of the same length. Returns the index of the first
// value that is NaN or infinite; nullopt when there is none. What is written in its place is
// unspecified.
std::optional<int64_t> Quantize(std::span<const float> values, const FixedPoint& format,
                                std::span<int32_t> result);

struct Range {
  float least = 0;
  float most = 0;
};

// From the smallest to the largest finite value and zero, which fixed point always holds.
Range RangeOf(std::span<const float> values);

}  // namespace aqua

// The power-of-two step that loses least: squared error of rounding and of clipping together.
#pragma once

#include <span>

#include "aqua/core/fixed_point.h"

namespace aqua::quant {

// Sum of (value - value rounded to `format`)^2. The values are finite.
double SquaredError(std::span<const float> values, const FixedPoint& format);

// The exponent with the least squared error over `values` among `format`'s and the 16 below it,
// but none below `lowest`; of equals the largest.
int LeastErrorExponent(std::span<const float> values, const FixedPoint& format,
                       int lowest = kLeastExponent);

}  // namespace aqua::quant

// How many values a percentile leaves out.
#pragma once

#include <cstdint>

namespace aqua::quant {

// The whole part of 100 - `percentile` percent of `count`; a share that is whole but for the
// rounding of `percentile` in binary counts as whole.
int64_t CountPast(int64_t count, double percentile);

}  // namespace aqua::quant

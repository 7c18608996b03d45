// Sums over a window of a plane of floats.
#pragma once

#include <cstdint>
#include <vector>

#include "aqua/core/window.h"

namespace aqua::policy {

// `plane` holds rows of `plane_width` values and contains `window`. 0 for an empty window. Each row
// is summed in float, eight columns side by side, the rows in double.
double WindowSum(const std::vector<float>& plane, int64_t plane_width, const Window& window);

// `window` is not empty.
double WindowMean(const std::vector<float>& plane, int64_t plane_width, const Window& window);

}  // namespace aqua::policy

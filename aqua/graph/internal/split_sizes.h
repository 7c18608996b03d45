// How ONNX Split divides an axis: by the sizes given, or as evenly as it goes.
#pragma once

#include <cstdint>
#include <vector>

#include "aqua/layers/import_context.h"

namespace aqua::graph {

// A size, 1 or more, for each output of the node. Throws Error when they do not add up to `size`.
std::vector<int64_t> SplitSizes(const layers::ImportContext& context, int64_t size);

}  // namespace aqua::graph

// Axes as ONNX nodes name them: negative ones count from the end, and lists of them moved from an
// attribute to an input over the years.
#pragma once

#include <optional>
#include <vector>

#include "aqua/layers/import_context.h"

namespace aqua::layers {

// `axis` as 0 <= axis < rank. Throws Error when it is neither that nor -rank <= axis < 0.
int ImportAxis(const ImportContext& context, int64_t axis, int rank);

// The list `axes`, from the attribute or else from input 1; nullopt where the node has neither.
// Throws Error when one is out of range or comes twice.
std::optional<std::vector<int>> ImportAxes(const ImportContext& context, int rank);

}  // namespace aqua::layers

// Files may declare weights as inputs, without data: such networks can be counted. A second image
// looks much the same.
#pragma once

#include "aqua/layers/import_context.h"

namespace aqua::graph {

// Throws Error when the node reads a declared input that, by its shape and the operator, is a
// feature map rather than a weight.
void RefuseSecondImage(const layers::ImportContext& context);

}  // namespace aqua::graph

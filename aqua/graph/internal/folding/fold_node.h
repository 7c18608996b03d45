// Nodes whose result is known before any image: the chains of Shape, Gather, Slice, Concat and the
// like that exporters leave behind.
#pragma once

#include <vector>

#include "aqua/graph/internal/folding/known.h"

namespace aqua::graph {

// The node's outputs, in order; none when it is no operator that is folded, or an input is not
// known. Throws layers::ImportError, which names file and node, when the inputs do not fit.
std::vector<Known> FoldNode(const layers::ImportContext& context);

}  // namespace aqua::graph

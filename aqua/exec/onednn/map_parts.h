// How a growing program holds each map of the larger crop: as the parts that the smaller run lacks,
// or whole.
#pragma once

#include <vector>

#include "aqua/crop/growth.h"
#include "aqua/exec/onednn/fusion.h"

namespace aqua::exec::onednn {

struct MapParts {
  std::vector<Window> parts;  // Held one after the other.
  Window taken_over;          // Of a map held whole: what the smaller run's cells are written over.
};

MapParts PartsOf(const crop::GrowthPlan& plan, graph::ValueIndex value);

// Whether the fused node can take the cells of its maps in any order, as one row: every output cell
// reads the same cell of every input, and nothing depends on where it lies.
bool TakesCellsInAnyOrder(const graph::Graph& graph, const FusedNode& node);

}  // namespace aqua::exec::onednn

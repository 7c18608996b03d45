// A growing program by plain kernels: every map of the larger crop is computed whole, then what is
// taken over from the smaller run is written over it.
#pragma once

#include <memory>

#include "aqua/crop/growth.h"
#include "aqua/exec/growing_program.h"
#include "aqua/graph/graph.h"

namespace aqua::exec {

std::unique_ptr<GrowingProgram> MakeGrowingNodes(std::shared_ptr<const graph::Graph> graph,
                                                 const crop::GrowthPlan& plan);

}  // namespace aqua::exec

// A staged program by plain kernels.
#pragma once

#include <memory>

#include "aqua/crop/plan.h"
#include "aqua/exec/staged_program.h"
#include "aqua/graph/graph.h"

namespace aqua::exec {

std::unique_ptr<StagedProgram> MakeStagedNodes(const graph::Graph& graph,
                                               const crop::CropPlan& plan, graph::ValueIndex gate);

}  // namespace aqua::exec

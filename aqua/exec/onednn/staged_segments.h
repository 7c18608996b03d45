// A staged program: a segment up to the gate and one from there, over one arena.
#pragma once

#include "aqua/crop/plan.h"
#include "aqua/exec/onednn/element_types.h"
#include "aqua/exec/onednn/packed_weights.h"
#include "aqua/exec/staged_program.h"

namespace aqua::exec::onednn {

std::unique_ptr<StagedProgram> MakeStagedSegments(const graph::Graph& graph,
                                                  const crop::CropPlan& plan,
                                                  graph::ValueIndex gate,
                                                  const std::vector<ElementType>& types,
                                                  PackedWeights& weights);

}  // namespace aqua::exec::onednn

// A growing program: a segment for the smaller crop, and what extends it.
#pragma once

#include "aqua/crop/growth.h"
#include "aqua/exec/growing_program.h"
#include "aqua/exec/onednn/packed_weights.h"

namespace aqua::exec::onednn {

// The graph's values are all held as floats.
std::unique_ptr<GrowingProgram> MakeGrowingSegments(const graph::Graph& graph,
                                                    const crop::GrowthPlan& plan,
                                                    PackedWeights& weights);

}  // namespace aqua::exec::onednn

// Several plans run on one image, with what they have in common computed once: see sharing.h.
#pragma once

#include "aqua/exec/engine.h"
#include "aqua/exec/onednn/packed_weights.h"

namespace aqua::exec::onednn {

std::unique_ptr<ProgramSet> MakeCropSet(const graph::Graph& graph,
                                        const std::vector<crop::CropPlan>& plans,
                                        PackedWeights& weights);

}  // namespace aqua::exec::onednn

// Several plans run on one image, with what they have in common computed once: see sharing.h.
// Plans with regions of few bits have their maps to themselves.
#pragma once

#include "aqua/exec/engine.h"
#include "aqua/exec/onednn/element_types.h"
#include "aqua/exec/onednn/packed_weights.h"

namespace aqua::exec::onednn {

std::unique_ptr<ProgramSet> MakeCropSet(const graph::Graph& graph,
                                        const std::vector<crop::CropPlan>& plans,
                                        const std::vector<ElementType>& types,
                                        PackedWeights& weights);

}  // namespace aqua::exec::onednn

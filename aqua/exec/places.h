// Which part of every value a program holds, and what a layer must be handed of its inputs.
#pragma once

#include <vector>

#include "aqua/crop/plan.h"
#include "aqua/graph/graph.h"

namespace aqua::exec {

// Places of all values at a batch size, by graph::ValueIndex.
std::vector<Place> PlacesUnderPlan(const graph::Graph& graph, const crop::CropPlan& plan,
                                   int64_t batch);

// True when the layer must see its inputs pasted into whole maps of zeros: it is positional, or it
// reduces over the map and cut cells count as zeros.
bool NeedsWholeInputs(const layers::Layer& layer, crop::HeadRule head);

}  // namespace aqua::exec

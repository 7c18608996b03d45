// A crop worked out for a network: the window that is kept of every feature map. From here on
// nothing knows the crop, only windows.
#pragma once

#include <vector>

#include "aqua/crop/crop.h"
#include "aqua/graph/graph.h"
#include "aqua/layers/workload.h"

namespace aqua::crop {

// The cells of every map that are kept, outside of `inside` and in no region before: a frame, of
// up to four rectangles. They are held at `bits` bits.
struct BitRegion {
  int bits = 4;
  // By graph::ValueIndex: what a cut of the band's depth would leave, at least a cell; within
  // `kept` and the regions before.
  std::vector<Window> inside;
};

struct CropPlan {
  std::vector<Window> kept;             // By graph::ValueIndex.
  std::vector<BitRegion> regions = {};  // Outermost first. What is inside all of them is the
                                        // centre, at the precision that the layers have.
  HeadRule head = HeadRule::kKeptCells;
};

// Pixels between two neighbouring cells of the network's coarsest map: what an aligned depth must
// be a multiple of.
int64_t TotalStride(const graph::Graph& graph);

// Throws Error when the depth leaves nothing, or does not align with the network's stride; of
// bands also when one leaves no centre in some map, is no deeper than what is outside of it, or has
// other than 1 to 15 bits. Without a chosen edge there are no regions.
CropPlan MakePlan(const graph::Graph& graph, const CropSpec& spec);

// Plans of all 16 crops, by CropCode::Index(). `spec`'s own code is not used.
std::vector<CropPlan> PlanAllCrops(const graph::Graph& graph, CropSpec spec);

// The work of one image under the plan, a workload a node, in node order. Of a convolution
// `low_bits` are the positions that read no cell of the centre (position_bits.h).
layers::Workloads PlanWork(const graph::Graph& graph, const CropPlan& plan);

}  // namespace aqua::crop

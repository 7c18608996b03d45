// A crop that grows: the maps of a smaller crop are kept, and of a larger one only what is missing
// around them is computed. Or one that pauses: a run in two parts, at a waist of the network.
//
// Near a cut the smaller run's cells differ from the larger run's, for they read padding where the
// larger one reads cells. So a rim of them is dropped and computed anew: a few cells, or all that
// the cut reaches.
#pragma once

#include <vector>

#include "aqua/crop/plan.h"

namespace aqua::crop {

// Cells dropped along every side that the smaller crop cuts deeper than the larger one.
struct Rim {
  int64_t most_downscaling = 1;  // Of maps with at most so many input pixels between two cells.
  int64_t cells = 0;
};

struct RimRule {
  // By ascending downscaling; the first that fits counts. Of maps past the last nothing is reused.
  // Default: at 224 pixels 1 cell of the maps of 112, 2 of 56 and 28, 3 of 14; nothing below.
  std::vector<Rim> rims = {{2, 1}, {4, 2}, {8, 2}, {16, 3}};
  // All that the cut reaches instead (reach.h): the grown run equals a run of its own, and what is
  // reused is what both share.
  bool is_exact = false;

  static RimRule Exact() { return {{}, true}; }
};

struct GrowthPlan {
  CropPlan from;
  CropPlan to;
  // By graph::ValueIndex: cells of the larger plan's map that are taken over from the smaller run,
  // within what both keep. Empty: none. Every other cell is its layer's result on the mixed inputs.
  std::vector<Window> reused;
};

// Nothing past the first layer that is not local is reused; all of the input that both keep is.
// Throws Error when `to` does not hold all that `from` keeps, when a plan has regions of few bits,
// and for rims below 0 or not by ascending downscaling. Both plans have the same head.
GrowthPlan PlanGrowth(const graph::Graph& graph, CropPlan from, CropPlan to,
                      const RimRule& rule = {});

// The parts of `to` that are computed anew: up to four rectangles, none empty.
std::vector<Window> MissingParts(const GrowthPlan& plan, graph::ValueIndex value);

// The work of the extension alone, a workload a node, in node order; a layer that is all taken over
// has no positions. Positions that fill more than one rectangle are told as one row of as many.
layers::Workloads GrowthWork(const graph::Graph& graph, const GrowthPlan& plan);

// Throws Error unless `value` alone carries the network on (graph::Waists).
void CheckWaist(const graph::Graph& graph, graph::ValueIndex value);

// The work up to a waist, and that of the rest: PlanWork, with no positions in the other part.
layers::Workloads PrefixWork(const graph::Graph& graph, const CropPlan& plan,
                             graph::ValueIndex waist);
layers::Workloads RestWork(const graph::Graph& graph, const CropPlan& plan,
                           graph::ValueIndex waist);

}  // namespace aqua::crop

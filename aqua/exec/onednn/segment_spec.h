// What a segment is compiled from: a run of nodes, and how every value that they touch is held.
#pragma once

#include <vector>

#include "aqua/crop/plan.h"
#include "aqua/exec/onednn/element_types.h"

namespace aqua::exec::onednn {

// A run of nodes, [first, last).
struct NodeRange {
  graph::NodeIndex first = 0;
  graph::NodeIndex last = 0;
};

// Cells of a value that are kept after the run.
struct Tap {
  graph::ValueIndex value = 0;
  Window window;  // Within the value's place.
};

struct SegmentSpec {
  NodeRange range;
  graph::ValueIndex input = 0;     // The only value from before the range that it reads.
  graph::ValueIndex output = 0;    // What it is run for.
  std::vector<Place> places;       // By graph::ValueIndex; those of the range and its input count.
  std::vector<ElementType> types;  // By graph::ValueIndex.
  crop::HeadRule head = crop::HeadRule::kKeptCells;
  std::vector<crop::BitRegion> regions = {};  // Of the plan.
  std::vector<Tap> taps = {};                 // Of values that the range makes.
};

}  // namespace aqua::exec::onednn

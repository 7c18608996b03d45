// Which chips a mapped network sits on: layers in order, one array after the other, a layer going
// on with the next chip where one is full.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "aqua/accel/event_counts.h"

namespace aqua::accel {

struct ChipRange {
  int64_t first = 0;   // Chip of the layer's first array.
  int64_t last = -1;   // Of its last; before `first`: the layer takes no arrays.
  int64_t opened = 0;  // Chips whose first array is this layer's.

  bool empty() const { return last < first; }
};

// By layer. `arrays_column`: of the mapping's resources, the arrays a layer takes.
std::vector<ChipRange> PlaceOnChips(const CountTable& resources, size_t arrays_column,
                                    int64_t arrays_per_chip);

// A layer's results cross to another chip: the next layer lies, wholly or in part, on another one
// than that on which this layer ends.
bool Crosses(const ChipRange& layer, const ChipRange& next);

}  // namespace aqua::accel

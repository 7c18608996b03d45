// How often each cell of the map that a layer reads (layer_input.h) is read: the product of how
// often its row and its column are.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "aqua/accel/checked_math.h"
#include "aqua/core/error.h"
#include "aqua/layers/workload.h"

namespace aqua::accel {

struct CellReads {
  std::vector<int64_t> down;    // By row: pairs of an output row and a kernel row that read it.
  std::vector<int64_t> across;  // By column.
};

// Of a layer with weights and positions.
CellReads ReadsOf(const layers::Workload& work);

// Calls visit(channels of a cell, how often the cell is read), cell by cell. `values`: height x
// width x groups * input_channels of `work`; another number is a bug. Throws Error naming the layer
// past 2^63 - 1.
template <typename Value, typename Visit>
void VisitCells(const layers::Workload& work, std::span<const Value> values, Visit visit) {
  const CellReads reads = ReadsOf(work);
  const auto channels = static_cast<size_t>(work.groups * work.input_channels);
  AQUA_CHECK_EQ(values.size(), reads.down.size() * reads.across.size() * channels);
  for (const int64_t down : reads.down) {
    for (const int64_t across : reads.across) {
      visit(values.first(channels), CheckedProduct(work.layer, {down, across}));
      values = values.subspan(channels);
    }
  }
}

}  // namespace aqua::accel

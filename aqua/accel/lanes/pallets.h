// The steps of a layer one after the other, each as long as its bricks say.
#pragma once

#include <cstdint>
#include <vector>

#include "aqua/accel/lanes/brick_map.h"

namespace aqua::accel {

// Positions that the columns take at once.
struct Pallet {
  size_t part = 0;             // Of the layer: that of its first position, which has most bits.
  std::vector<int64_t> cells;  // The first cell of each position; the last pallet may be short.
};

std::vector<Pallet> PalletsOf(const LaneLayer& layer, const BrickMap& map);
// How far each tap of the kernel lies from a position's first cell, row-major.
std::vector<int64_t> TapOffsets(const LaneLayer& layer, int64_t width);

struct PalletSums {
  int64_t cycles = 0;         // Each step takes as long as its slowest column.
  int64_t column_cycles = 0;  // Columns at work: each as long as the slowest of its group.
};

// Over all steps of a convolution. `group_columns`: how many columns follow one another's pace;
// the pallet waits for the slowest group. Throws Error naming the layer past 2^63 - 1.
PalletSums SumPallets(const LaneLayer& layer, const BrickMap& map, int64_t group_columns);

// A dense layer: columns take turns, one starts a step each cycle, or when it is done with its
// last.
PalletSums SumDense(const LaneLayer& layer, const BrickMap& map);

}  // namespace aqua::accel

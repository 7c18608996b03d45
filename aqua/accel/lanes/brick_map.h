// How many cycles each brick of a layer's input keeps a column busy. It depends on the input cell,
// the brick and the bits of the pallet alone, so it is worked out once for each; a step of
// pallets.h only looks it up.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "aqua/accel/lanes/magnitudes.h"

namespace aqua::accel {

// The lanes' magnitudes, and the bits that a unit takes of each, in; 1 or more cycles out. A
// group's last brick may be short.
using BrickRule = std::function<int(std::span<const uint16_t>, int64_t unit_bits)>;

struct BrickMap {
  int64_t width = 0;   // Cells in a row.
  int64_t bricks = 0;  // Of a cell, all groups': group by group.
  // By the layer's parts: cells x bricks. Cells that a part's positions do not read hold anything.
  std::vector<std::vector<uint8_t>> cycles;
  // Of a convolution, all, in the order in which pallets take them.
  std::vector<int64_t> positions;

  const uint8_t* Cell(size_t part, int64_t cell) const {
    return cycles[part].data() + cell * bricks;
  }
};

BrickMap MakeBrickMap(const LaneLayer& layer, int64_t lanes, const MagnitudeMap& map,
                      const BrickRule& rule);

// Bits that the largest magnitude of a brick takes, and one more for the sign of signed values; at
// least 1, at most `most`.
int NeededBits(std::span<const uint16_t> brick, bool is_signed, int64_t most);

}  // namespace aqua::accel

// How many cycles each brick of a layer's input keeps a column busy. It depends on the input cell
// and the brick alone, so it is worked out once for each; a step of pallets.h only looks it up.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "aqua/accel/lanes/magnitudes.h"

namespace aqua::accel {

// The lanes' magnitudes in, 1 or more cycles out; a group's last brick may be short.
using BrickRule = std::function<int(std::span<const uint16_t>)>;

struct BrickMap {
  int64_t width = 0;            // Cells in a row.
  int64_t bricks = 0;           // Of a cell, all groups': group by group.
  std::vector<uint8_t> cycles;  // Cells x bricks.

  const uint8_t* Cell(int64_t cell) const { return cycles.data() + cell * bricks; }
};

BrickMap MakeBrickMap(const LaneLayer& layer, int64_t lanes, const MagnitudeMap& map,
                      const BrickRule& rule);

// Bits that the largest magnitude of a brick takes, and one more for the sign of signed values; at
// least 1, at most `most`.
int NeededBits(std::span<const uint16_t> brick, bool is_signed, int64_t most);

}  // namespace aqua::accel

// One layer as an array of lanes works through it. A tile holds `rows` filters and presents `lanes`
// channels of `columns` positions to each of them; all tiles see the same activations and hold
// different filters. A brick is the channels that the lanes take at once, never of two groups; a
// pallet is the positions that the columns take at once, in row-major order over the output; a step
// is one brick at one tap of the kernel for one pallet. In goes a workload, out come whole numbers:
//   columns  = array columns / ceil(activation_bits / pe_width)
//   passes   = ceil(ceil(filters of a group / (rows / ceil(weight_bits / pe_width))) / tiles)
//   bricks   = ceil(channels of a group / lanes)
//   pallets  = ceil(positions / columns); of a dense layer: its positions, one at a time
// Where some positions need fewer bits (work_parts.h) pallets take those of most bits first, and
// one in which two kinds meet is as long as its widest. They keep the columns that the layer has at
// its most bits. A dense layer's positions, staggered over the columns, all count at its own bits.
//   steps    = groups * passes * pallets * kernel cells * bricks
// Formula: DNNsim's Control.cpp and OutputStationary.cpp, see SOURCES.md beside this file.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "aqua/accel/work_parts.h"
#include "aqua/layers/workload.h"

namespace aqua::accel {

inline constexpr int64_t kMostLanes = 256;

struct LaneGeometry {
  int64_t lanes = 0;     // Channels a row takes at once, at most kMostLanes.
  int64_t columns = 0;   // Positions a tile takes at once.
  int64_t rows = 0;      // Filters a tile holds at once.
  int64_t tiles = 0;     // Filter sets the chip holds at once.
  int64_t pe_width = 0;  // Bits of one operand that one unit takes.
};

enum class FirstLayer {
  kFolded,  // Strided layers of 3 channels are folded: see folding.h.
  kPlain,   // They are worked on as they are; 13 of 16 lanes idle.
};

// Pallets that begin with a position of some bits.
struct LanePart {
  int64_t positions = 0;  // Of those bits.
  int64_t pallets = 0;
  int64_t activation_bits = 0;  // That the positions present.
  int64_t unit_bits = 0;        // Of them, that one unit takes.
};

struct LaneLayer {
  layers::Workload given;
  layers::Workload work;  // The same, folded where that applies.
  bool is_folded = false;
  int64_t columns = 0;
  int64_t passes = 0;
  int64_t bricks = 0;
  int64_t pallets = 0;
  int64_t steps = 0;
  int64_t activation_bits = 0;  // That one unit takes: at most pe_width.
  int64_t weight_bits = 0;      // The same.
  std::vector<LanePart> parts;  // Most bits first; none of a layer without positions.

  bool is_dense() const { return work.kind == layers::WorkKind::kDense; }
};

// Of a layer with weights. Throws Error naming the layer: bits outside 1 to 16, bits for which the
// array has no unit wide enough, sizes past any count.
LaneLayer MakeLaneLayer(const LaneGeometry& geometry, FirstLayer first_layer,
                        const layers::Workload& given);

// Cycles of a column that a step of so many bits, as one unit takes them, is busy for.
using StepRule = std::function<int64_t(int64_t unit_bits)>;

// All steps, each busy for `step_cycles` of a column. A convolution's steps follow each other. A
// dense layer has one position for all columns: column k starts a step each cycle, so that only the
// last one shows: steps + step_cycles - 1, more if a column is asked before it is done.
int64_t EvenCycles(const LaneLayer& layer, const StepRule& step_cycles);
// Where bits do not matter.
int64_t EvenCycles(const LaneLayer& layer, int64_t step_cycles);

}  // namespace aqua::accel

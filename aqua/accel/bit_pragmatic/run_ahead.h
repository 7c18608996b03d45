// Columns of Bit-Pragmatic with one register of weights a column: a column that is done with a step
// takes the next at once, as long as no column is more than one step behind. With end(k, s) when
// column k ends step s, and c(k, s) the cycles it takes:
//   end(k, s) = max(end(k, s - 1), max over columns of end(., s - 2)) + c(k, s)
// Steps of a group follow each other through kernel cells and pallets; at the end of a filter pass
// all columns wait. As in DNNsim's ShapeShifter.cpp with one column register.
#pragma once

#include "aqua/accel/lanes/brick_map.h"

namespace aqua::accel {

// Of a convolution, all groups and passes. Throws Error naming the layer past 2^63 - 1.
int64_t RunAheadCycles(const LaneLayer& layer, const BrickMap& map);

}  // namespace aqua::accel

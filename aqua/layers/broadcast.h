// NumPy's broadcasting: shapes are aligned at their ends, and a dimension of 1 is repeated.
#pragma once

#include "aqua/core/shape.h"
#include "aqua/layers/axis_offsets.h"

namespace aqua::layers {

// `shape` with dimensions of 1 put before it up to `rank`.
Shape WithRank(const Shape& shape, int rank);

// Throws Error when the shapes do not broadcast.
Shape BroadcastShape(const Shape& a, const Shape& b);

// Where each element of `output` lies in a dense tensor of `shape`.
AxisOffsets BroadcastOffsets(const Shape& shape, const Shape& output);

}  // namespace aqua::layers

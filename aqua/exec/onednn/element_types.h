// How a program holds the cells of every value: as floats, or, where a network under a precision
// profile can run in 8-bit integers, as the integers of a FixedPoint layer, one byte each.
//
// A FixedPoint value of at most 8 bits is held in bytes when all that read it are convolutions and
// dense layers whose weights lie on a grid of at most 8 bits, and whose sums come back to floats
// exactly (see integer_sums.h). Those layers then run on oneDNN's int8 kernels and compute the
// integers that exec/integer computes.
//
// On processors without VNNI oneDNN's int8 kernels saturate sums of two products at 16 bits. There
// everything stays in floats, as values of more bits do: the same rounded values, and the same
// integers wherever all parts of a sum stay below 2^24 units (see ExactPostOps).
#pragma once

#include <oneapi/dnnl/dnnl.hpp>
#include <vector>

#include "aqua/graph/graph.h"

namespace aqua::exec::onednn {

using ElementType = dnnl::memory::data_type;  // f32, u8 or s8.

int64_t ElementBytes(ElementType type);

// Whether this processor's int8 kernels are exact.
bool HasExactInt8();

// By graph::ValueIndex. All f32 unless `int8`.
std::vector<ElementType> ElementTypesOf(const graph::Graph& graph, bool int8);

}  // namespace aqua::exec::onednn

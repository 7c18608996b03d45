// Rewrites of a graph that leave what it computes as it is. Each keeps values and nodes in order;
// what nothing uses any more is dropped at the end.
#pragma once

#include "aqua/graph/graph.h"

namespace aqua::graph {

// Values that hold quantized integers hold the real numbers instead that these stand for: what a
// map lacks around it is a real 0, which need not be the integer 0. QuantizeLinear rounds
// (FakeQuantize), a DequantizeLinear of the same scale goes, and what stands between them works on
// real numbers. Throws Error, which names file and node, for integers that are read as real numbers
// or the other way round, and for layers between the two that have no twin on real numbers.
void HoldRealValues(Graph& graph);

// A Pad of zeros around a map that a Conv2d alone reads becomes the Conv2d's own padding.
void FoldPads(Graph& graph);

// What alone reads a Conv2d's or Gemm's output and scales or shifts each channel (a BatchNorm, or
// arithmetic with constants) goes into its weights and bias.
void FoldScales(Graph& graph);

// Reshape, Transpose, Reshape that deal out channels in turn become one ChannelShuffle.
void FindChannelShuffles(Graph& graph);

// Nodes that the output does not need, and values that no node reads or writes, go.
void DropUnused(Graph& graph);

}  // namespace aqua::graph

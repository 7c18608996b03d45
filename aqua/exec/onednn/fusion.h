// Which nodes run as one step: a convolution takes the addition and the activation that follow it,
// and one in 8-bit integers also the rounding to the next layer's bytes.
#pragma once

#include <optional>
#include <vector>

#include "aqua/exec/onednn/segment_spec.h"
#include "aqua/layers/activation/activation.h"
#include "aqua/layers/fixed_point/fixed_point.h"

namespace aqua::exec::onednn {

// What is done to each output cell before it is written: exactly one of the four.
struct PostOp {
  const layers::ActivationLayer* activation = nullptr;
  std::optional<graph::ValueIndex> addend = {};       // Added cell by cell; has the output's place.
  const Tensor* bias = nullptr;                       // One a channel; the first.
  const layers::FixedPointLayer* rounding = nullptr;  // To bytes; the last.
};

struct FusedNode {
  const graph::Node* main = nullptr;
  std::vector<PostOp> post_ops;
  graph::ValueIndex output = 0;  // Of the last node taken in.
};

// Inputs of the main node, then the addends of its post-ops.
std::vector<graph::ValueIndex> ValuesRead(const FusedNode& node);

// The range's nodes in an order that can run. Nothing is fused past the segment's output and
// what is kept.
std::vector<FusedNode> FuseNodes(const graph::Graph& graph, const SegmentSpec& spec);

}  // namespace aqua::exec::onednn

// Which nodes run as one step: a convolution takes the addition and the activation that follow it.
#pragma once

#include <optional>
#include <vector>

#include "aqua/core/window.h"
#include "aqua/graph/graph.h"
#include "aqua/layers/activation/activation.h"

namespace aqua::exec::onednn {

// What is done to each output cell before it is written: exactly one of the two.
struct PostOp {
  const layers::ActivationLayer* activation = nullptr;
  std::optional<graph::ValueIndex> addend;  // Added cell by cell; has the output's place.
};

struct FusedNode {
  const graph::Node* main = nullptr;
  std::vector<PostOp> post_ops;
  graph::ValueIndex output = 0;  // Of the last node taken in.
};

// A run of nodes, [first, last).
struct NodeRange {
  graph::NodeIndex first = 0;
  graph::NodeIndex last = 0;
};

// The range's nodes in an order that can run. `wanted` stays visible: nothing is fused past it.
std::vector<FusedNode> FuseNodes(const graph::Graph& graph, NodeRange range,
                                 const std::vector<Place>& places, graph::ValueIndex wanted);

}  // namespace aqua::exec::onednn

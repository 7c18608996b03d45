#include "aqua/exec/onednn/fusion.h"

#include <algorithm>
#include <map>

#include "aqua/layers/binary/binary.h"

namespace aqua::exec::onednn {
namespace {

using graph::Graph;
using graph::Node;
using graph::NodeIndex;
using graph::ValueIndex;

// The readers of every value within the range; the wanted value has one more, outside.
class Readers {
 public:
  Readers(const Graph& graph, NodeRange range, ValueIndex wanted)
      : nodes_(graph.values.size()), wanted_(wanted) {
    for (NodeIndex node = range.first; node < range.last; ++node) {
      for (const ValueIndex input : graph.nodes[node].inputs) nodes_[input].push_back(node);
    }
  }

  std::optional<NodeIndex> Only(ValueIndex value) const {
    if (value == wanted_ || nodes_[value].size() != 1) return std::nullopt;
    return nodes_[value][0];
  }

 private:
  std::vector<std::vector<NodeIndex>> nodes_;
  ValueIndex wanted_;
};

bool TakesActivation(const layers::Layer& layer) {
  return layer.Kind() == "Conv2d" || layer.Kind() == "Gemm" || layer.Kind() == "Binary" ||
         layer.Kind() == "BatchNorm";
}

bool SamePlace(const Place& a, const Place& b) {
  return a.shape == b.shape && a.window == b.window;
}

// The other operand, if `node` adds a map of the same place to `value`.
std::optional<ValueIndex> Addend(const Node& node, ValueIndex value,
                                 const std::vector<Place>& places) {
  const auto* binary = dynamic_cast<const layers::Binary*>(node.layer.get());
  if (binary == nullptr || binary->operation() != layers::BinaryOperation::kAdd) return {};
  if (node.inputs.size() != 2 || node.inputs[0] == node.inputs[1]) return {};
  const ValueIndex other = node.inputs[0] == value ? node.inputs[1] : node.inputs[0];
  const bool fits =
      SamePlace(places[other], places[value]) && SamePlace(places[node.output], places[value]);
  return fits ? std::optional(other) : std::nullopt;
}

std::optional<PostOp> AsPostOp(const FusedNode& fused, const Node& next,
                               const std::vector<Place>& places) {
  if (const auto* activation = dynamic_cast<const layers::ActivationLayer*>(next.layer.get())) {
    const bool fits = SamePlace(places[next.output], places[fused.output]);
    return fits ? std::optional(PostOp{activation, {}}) : std::nullopt;
  }
  const bool has_addend = std::any_of(fused.post_ops.begin(), fused.post_ops.end(),
                                      [](const PostOp& op) { return op.addend.has_value(); });
  if (fused.main->layer->Kind() != "Conv2d" || has_addend) return {};
  const std::optional<ValueIndex> addend = Addend(next, fused.output, places);
  return addend ? std::optional(PostOp{nullptr, addend}) : std::nullopt;
}

// Takes nodes in after `main` for as long as they fit; returns the last one's index.
NodeIndex Extend(const Graph& graph, const std::vector<Place>& places, const Readers& readers,
                 NodeIndex main, std::vector<bool>& taken, FusedNode& fused) {
  NodeIndex last = main;
  while (TakesActivation(*fused.main->layer)) {
    const std::optional<NodeIndex> next = readers.Only(fused.output);
    if (!next || taken[*next]) break;
    const std::optional<PostOp> post_op = AsPostOp(fused, graph.nodes[*next], places);
    if (!post_op) break;
    fused.post_ops.push_back(*post_op);
    fused.output = graph.nodes[*next].output;
    taken[*next] = true;
    last = *next;
  }
  return last;
}

}  // namespace

std::vector<FusedNode> FuseNodes(const Graph& graph, NodeRange range,
                                 const std::vector<Place>& places, ValueIndex wanted) {
  const Readers readers(graph, range, wanted);
  std::vector<bool> taken(graph.nodes.size());
  // A fused node runs where its last part stood: by then every addend is there.
  std::map<NodeIndex, FusedNode> by_last_node;
  for (NodeIndex index = range.first; index < range.last; ++index) {
    if (taken[index]) continue;
    taken[index] = true;
    FusedNode fused{&graph.nodes[index], {}, graph.nodes[index].output};
    const NodeIndex last = Extend(graph, places, readers, index, taken, fused);
    by_last_node.emplace(last, std::move(fused));
  }
  std::vector<FusedNode> order;
  order.reserve(by_last_node.size());
  for (auto& [last, fused] : by_last_node) order.push_back(std::move(fused));
  return order;
}

}  // namespace aqua::exec::onednn

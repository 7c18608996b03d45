#include "aqua/exec/onednn/fusion.h"

#include <algorithm>
#include <map>

#include "aqua/exec/onednn/post_ops.h"
#include "aqua/exec/regions.h"
#include "aqua/layers/binary/binary.h"

namespace aqua::exec::onednn {
namespace {

using graph::Graph;
using graph::Node;
using graph::NodeIndex;
using graph::ValueIndex;

// The readers of every value within the range; wanted values have one more, outside.
class Readers {
 public:
  Readers(const Graph& graph, const SegmentSpec& spec)
      : nodes_(graph.values.size()), is_wanted_(graph.values.size()) {
    for (NodeIndex node = spec.range.first; node < spec.range.last; ++node) {
      for (const ValueIndex input : graph.nodes[node].inputs) nodes_[input].push_back(node);
    }
    is_wanted_[spec.output] = true;
    for (const Tap& tap : spec.taps) is_wanted_[tap.value] = true;
  }

  std::optional<NodeIndex> Only(ValueIndex value) const {
    if (is_wanted_[value] || nodes_[value].size() != 1) return std::nullopt;
    return nodes_[value][0];
  }

 private:
  std::vector<std::vector<NodeIndex>> nodes_;
  std::vector<bool> is_wanted_;
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

class Fuser {
 public:
  Fuser(const Graph& graph, const SegmentSpec& spec)
      : graph_(graph), spec_(spec), readers_(graph, spec), taken_(graph.nodes.size()) {}

  std::vector<FusedNode> Run() {
    // A fused node runs where its last part stood: by then every addend is there.
    std::map<NodeIndex, FusedNode> by_last_node;
    for (NodeIndex index = spec_.range.first; index < spec_.range.last; ++index) {
      if (taken_[index]) continue;
      taken_[index] = true;
      FusedNode fused{&graph_.nodes[index], {}, graph_.nodes[index].output};
      const NodeIndex last = Extend(index, fused);
      by_last_node.emplace(last, std::move(fused));
    }
    std::vector<FusedNode> order;
    order.reserve(by_last_node.size());
    for (auto& [last, fused] : by_last_node) order.push_back(std::move(fused));
    return order;
  }

 private:
  // Takes nodes in after `main` for as long as they fit; returns the last one's index.
  NodeIndex Extend(NodeIndex main, FusedNode& fused) {
    NodeIndex last = main;
    while (TakesActivation(*fused.main->layer)) {
      const std::optional<NodeIndex> next = readers_.Only(fused.output);
      if (!next || taken_[*next]) break;
      const std::optional<PostOp> post_op = AsPostOp(fused, graph_.nodes[*next]);
      if (!post_op) break;
      fused.post_ops.push_back(*post_op);
      fused.output = graph_.nodes[*next].output;
      taken_[*next] = true;
      last = *next;
    }
    return last;
  }

  std::optional<PostOp> AsPostOp(const FusedNode& fused, const Node& next) const {
    if (const auto* activation = dynamic_cast<const layers::ActivationLayer*>(next.layer.get())) {
      const bool fits = SamePlace(spec_.places[next.output], spec_.places[fused.output]) &&
                        CanFollow(*activation, fused.post_ops);
      return fits ? std::optional(PostOp{.activation = activation}) : std::nullopt;
    }
    if (const auto* rounding = dynamic_cast<const layers::FixedPointLayer*>(next.layer.get())) {
      return TakesRounding(fused, next, *rounding) ? std::optional(PostOp{.rounding = rounding})
                                                   : std::nullopt;
    }
    const bool has_addend = std::any_of(fused.post_ops.begin(), fused.post_ops.end(),
                                        [](const PostOp& op) { return op.addend.has_value(); });
    if (fused.main->layer->Kind() != "Conv2d" || has_addend) return {};
    const std::optional<ValueIndex> addend = Addend(next, fused.output, spec_.places);
    return addend ? std::optional(PostOp{.addend = addend}) : std::nullopt;
  }

  // An int8 kernel writes bytes by itself, where all cells of the map have the same format.
  bool TakesRounding(const FusedNode& fused, const Node& next,
                     const layers::FixedPointLayer& rounding) const {
    const Place& place = spec_.places[next.output];
    return spec_.types[fused.main->inputs[0]] != ElementType::f32 &&
           spec_.types[next.output] != ElementType::f32 && rounding.codebook().empty() &&
           SamePlace(place, spec_.places[fused.output]) && CanFollow(rounding, fused.post_ops) &&
           FewBitCellsOf(spec_.regions, next.output, place).empty();
  }

  const Graph& graph_;
  const SegmentSpec& spec_;
  Readers readers_;
  std::vector<bool> taken_;
};

}  // namespace

std::vector<ValueIndex> ValuesRead(const FusedNode& node) {
  std::vector<ValueIndex> values = node.main->inputs;
  for (const PostOp& op : node.post_ops) {
    if (op.addend) values.push_back(*op.addend);
  }
  return values;
}

std::vector<FusedNode> FuseNodes(const Graph& graph, const SegmentSpec& spec) {
  return Fuser(graph, spec).Run();
}

}  // namespace aqua::exec::onednn

#include "aqua/graph/internal/passes/passes.h"
#include "aqua/graph/internal/passes/readers.h"
#include "aqua/layers/channel_shuffle/channel_shuffle.h"
#include "aqua/layers/reshape/reshape.h"
#include "aqua/layers/transpose/transpose.h"

namespace aqua::graph {
namespace {

// (N, C, H, W) -> (N, g, C/g, H, W): the number of groups; 0 when it is another reshape.
int64_t GroupsSplit(const Shape& from, const Shape& to) {
  const bool splits = from.IsMap() && to.rank() == 5 && to[1] * to[2] == from.channels() &&
                      to[3] == from.height() && to[4] == from.width();
  return splits ? to[1] : 0;
}

bool SwapsGroups(const layers::Layer& layer) {
  const auto* transpose = dynamic_cast<const layers::Transpose*>(&layer);
  return transpose != nullptr && transpose->order() == std::vector<int>{0, 2, 1, 3, 4};
}

bool IsReshape(const layers::Layer& layer) { return layer.Kind() == "Reshape"; }

// The two nodes after `first` when all three are a shuffle.
struct Shuffle {
  NodeIndex transpose = 0;
  NodeIndex last = 0;
  int64_t groups = 0;
};

std::optional<Shuffle> ShuffleAt(const Graph& graph, const Readers& readers, NodeIndex first) {
  const Node& split = graph.nodes[first];
  if (!IsReshape(*split.layer)) return {};
  const Shape& from = graph.values[split.inputs[0]].shape;
  const int64_t groups = GroupsSplit(from, graph.values[split.output].shape);
  const auto transpose = readers.Only(split.output);
  if (groups == 0 || !transpose || !SwapsGroups(*graph.nodes[*transpose].layer)) return {};
  const auto last = readers.Only(graph.nodes[*transpose].output);
  if (!last || !IsReshape(*graph.nodes[*last].layer)) return {};
  if (graph.values[graph.nodes[*last].output].shape != from) return {};
  return Shuffle{*transpose, *last, groups};
}

}  // namespace

void FindChannelShuffles(Graph& graph) {
  const Readers readers(graph);
  std::vector<NodeIndex> dropped;
  for (NodeIndex index = 0; index < graph.nodes.size(); ++index) {
    const auto shuffle = ShuffleAt(graph, readers, index);
    if (!shuffle) continue;
    Node& node = graph.nodes[index];
    node.layer = std::make_shared<layers::ChannelShuffle>(shuffle->groups);
    node.output = graph.nodes[shuffle->last].output;
    dropped.push_back(shuffle->transpose);
    dropped.push_back(shuffle->last);
  }
  DropNodes(graph, dropped);
}

}  // namespace aqua::graph

#include <algorithm>
#include <utility>

#include "aqua/graph/internal/passes/passes.h"

namespace aqua::graph {
namespace {

// Nodes are in the order they run, so from the back every reader is seen before what it reads.
void DropUnusedNodes(Graph& graph) {
  std::vector<bool> needed(graph.values.size(), false);
  needed[graph.output] = true;
  std::vector<Node> kept;
  for (auto node = graph.nodes.rbegin(); node != graph.nodes.rend(); ++node) {
    if (!needed[node->output]) continue;
    for (const ValueIndex value : node->inputs) needed[value] = true;
    kept.push_back(std::move(*node));
  }
  std::reverse(kept.begin(), kept.end());
  graph.nodes = std::move(kept);
}

void DropUnusedValues(Graph& graph) {
  constexpr ValueIndex kUnused = SIZE_MAX;
  std::vector<ValueIndex> renamed(graph.values.size(), kUnused);
  std::vector<Value> kept;
  const auto keep = [&](ValueIndex& value) {
    if (renamed[value] == kUnused) {
      renamed[value] = kept.size();
      kept.push_back(std::move(graph.values[value]));
    }
    value = renamed[value];
  };
  keep(graph.input);
  for (Node& node : graph.nodes) {
    for (ValueIndex& value : node.inputs) keep(value);
    keep(node.output);
  }
  keep(graph.output);
  graph.values = std::move(kept);
}

}  // namespace

void DropUnused(Graph& graph) {
  DropUnusedNodes(graph);
  DropUnusedValues(graph);
}

}  // namespace aqua::graph

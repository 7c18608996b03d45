#include "aqua/graph/internal/passes/readers.h"

#include <set>

namespace aqua::graph {

Readers::Readers(const Graph& graph) : nodes_(graph.values.size()), output_(graph.output) {
  for (NodeIndex node = 0; node < graph.nodes.size(); ++node) {
    for (const ValueIndex value : graph.nodes[node].inputs) nodes_[value].push_back(node);
  }
}

std::optional<NodeIndex> Readers::Only(ValueIndex value) const {
  if (value == output_ || nodes_[value].size() != 1) return std::nullopt;
  return nodes_[value][0];
}

void DropNodes(Graph& graph, const std::vector<NodeIndex>& dropped) {
  const std::set<NodeIndex> gone(dropped.begin(), dropped.end());
  std::vector<Node> kept;
  for (NodeIndex node = 0; node < graph.nodes.size(); ++node) {
    if (gone.count(node) == 0) kept.push_back(std::move(graph.nodes[node]));
  }
  graph.nodes = std::move(kept);
}

}  // namespace aqua::graph

#include "aqua/graph/section.h"

#include <algorithm>

#include "aqua/core/error.h"

namespace aqua::graph {
namespace {

// By value: the index after the last node that reads it; past all nodes for the output.
std::vector<NodeIndex> LastReads(const Graph& graph) {
  std::vector<NodeIndex> last(graph.values.size(), 0);
  for (NodeIndex node = 0; node < graph.nodes.size(); ++node) {
    for (const ValueIndex input : graph.nodes[node].inputs) last[input] = node + 1;
  }
  last[graph.output] = graph.nodes.size() + 1;
  return last;
}

// The node that makes a value; the network's input: none.
NodeIndex MakerOf(const Graph& graph, ValueIndex value) {
  const auto found = std::find_if(graph.nodes.begin(), graph.nodes.end(),
                                  [&](const Node& node) { return node.output == value; });
  AQUA_CHECK(found != graph.nodes.end());
  return static_cast<NodeIndex>(found - graph.nodes.begin());
}

}  // namespace

std::vector<ValueIndex> Waists(const Graph& graph) {
  const std::vector<NodeIndex> last = LastReads(graph);
  std::vector<ValueIndex> waists = {graph.input};
  NodeIndex still_read = last[graph.input];  // Of all values made so far, but the newest.
  for (NodeIndex node = 0; node < graph.nodes.size(); ++node) {
    const ValueIndex made = graph.nodes[node].output;
    if (still_read <= node + 1 && last[made] > node + 1) waists.push_back(made);
    still_read = std::max(still_read, last[made]);
  }
  return waists;
}

Graph SectionBetween(const Graph& graph, ValueIndex from, ValueIndex to) {
  Graph section = graph;
  section.nodes.clear();
  const NodeIndex first = from == graph.input ? 0 : MakerOf(graph, from) + 1;
  const NodeIndex past = to == graph.input ? 0 : MakerOf(graph, to) + 1;
  for (NodeIndex node = first; node < past; ++node) section.nodes.push_back(graph.nodes[node]);
  section.input = from;
  section.output = to;
  return section;
}

}  // namespace aqua::graph

// A part of a network as a network of its own: what is computed once and what again when only the
// later layers change.
#pragma once

#include <vector>

#include "aqua/graph/graph.h"

namespace aqua::graph {

// The values through which all that is computed passes, in the order of the network: its input
// first, its output last.
std::vector<ValueIndex> Waists(const Graph& graph);

// What lies between two waists: `from` is the section's input, `to` its output. Nodes keep names
// and order; values that the section does not touch stay, so that indices mean the same.
Graph SectionBetween(const Graph& graph, ValueIndex from, ValueIndex to);

}  // namespace aqua::graph

// Who reads each value: what every pass asks first.
#pragma once

#include <optional>
#include <vector>

#include "aqua/graph/graph.h"

namespace aqua::graph {

class Readers {
 public:
  explicit Readers(const Graph& graph);

  // The value's only reader; nullopt when there are none or several, or it is the graph's output.
  std::optional<NodeIndex> Only(ValueIndex value) const;

 private:
  std::vector<std::vector<NodeIndex>> nodes_;  // By value.
  ValueIndex output_;
};

// Removes the nodes at `dropped`, in any order.
void DropNodes(Graph& graph, const std::vector<NodeIndex>& dropped);

}  // namespace aqua::graph

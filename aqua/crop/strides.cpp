#include "aqua/crop/strides.h"

#include <algorithm>

namespace aqua::crop {
namespace {

// The stride of a node towards one input, read off its window rule: how far the window that it
// reads moves when the output moves by one cell.
MapStride NodeStride(const graph::Node& node, const std::vector<Shape>& shapes, size_t input) {
  const Window first = node.layer->InputWindow({{0, 1}, {0, 1}}, shapes, input);
  const Window next = node.layer->InputWindow({{1, 2}, {1, 2}}, shapes, input);
  return {next.rows.begin - first.rows.begin, next.columns.begin - first.columns.begin};
}

MapStride OutputStride(const graph::Graph& graph, const graph::Node& node,
                       const std::vector<MapStride>& known) {
  const bool is_local = node.layer->locality() == layers::Locality::kLocal;
  if (!is_local || !graph.values[node.output].shape.IsMap()) return {};
  const std::vector<Shape> shapes = graph.NodeInputShapes(node);
  MapStride result;
  for (size_t i = 0; i < node.inputs.size(); ++i) {
    const MapStride& from = known[node.inputs[i]];
    if (!from.IsMap()) continue;
    const MapStride own = NodeStride(node, shapes, i);
    result.rows = std::max(result.rows, from.rows * own.rows);
    result.columns = std::max(result.columns, from.columns * own.columns);
  }
  return result;
}

}  // namespace

std::vector<MapStride> MapStrides(const graph::Graph& graph) {
  std::vector<MapStride> strides(graph.values.size());
  if (graph.InputShape().IsMap()) strides[graph.input] = {1, 1};
  for (const graph::Node& node : graph.nodes) {
    strides[node.output] = OutputStride(graph, node, strides);
  }
  return strides;
}

}  // namespace aqua::crop

#include "aqua/graph/graph.h"

#include <algorithm>

#include "aqua/core/error.h"

namespace aqua::graph {
namespace {

// The node's output when `batch` images run together.
Shape OutputForBatch(const Graph& graph, const Node& node, const std::vector<Shape>& shapes,
                     int64_t batch) {
  std::vector<Shape> inputs;
  for (const ValueIndex value : node.inputs) inputs.push_back(shapes[value]);
  Shape output = node.layer->OutputShape(inputs);
  output.ElementCount();
  const Shape& of_one = graph.values[node.output].shape;
  if (of_one.rank() == 0 || output.rank() == 0 || output[0] != of_one[0] * batch) {
    throw Error("its output {} becomes {}, which mixes images", of_one.ToString(),
                output.ToString());
  }
  return output;
}

}  // namespace

std::vector<Shape> Graph::NodeInputShapes(const Node& node) const {
  std::vector<Shape> shapes;
  for (const ValueIndex value : node.inputs) shapes.push_back(values[value].shape);
  return shapes;
}

int64_t Graph::ParameterCount() const {
  int64_t count = 0;
  for (const Node& node : nodes) count += node.layer->ParameterCount();
  return count;
}

bool Graph::HasData() const {
  return std::all_of(nodes.begin(), nodes.end(),
                     [](const Node& node) { return node.layer->HasData(); });
}

std::vector<Shape> Graph::ShapesForBatch(int64_t batch) const {
  if (batch < 1) throw Error("{}: a batch of {} images, expected 1 or more", path, batch);
  std::vector<Shape> shapes(values.size());
  shapes[input] = InputShape();
  shapes[input][0] = batch;
  for (const Node& node : nodes) {
    try {
      shapes[node.output] = OutputForBatch(*this, node, shapes, batch);
    } catch (const Error& error) {
      throw Error("{}: node {} ({}) cannot run {} images together: {}", path, node.name,
                  node.layer->Kind(), batch, error.what());
    }
  }
  return shapes;
}

}  // namespace aqua::graph

// A network ready to be reasoned about: layers in the order they run, full shapes filled in at
// batch 1, BatchNorm folded, constants computed away. No activations are computed here.
// One image goes in, one output (the first of the file) comes out.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "aqua/core/shape.h"
#include "aqua/layers/import_context.h"
#include "aqua/onnx/onnx_model.h"

namespace aqua::graph {

using ValueIndex = size_t;  // Into Graph::values.
using NodeIndex = size_t;   // Into Graph::nodes.

struct Value {
  std::string name;
  Shape shape;
};

struct Node {
  std::string name;
  layers::LayerPtr layer;
  std::vector<ValueIndex> inputs;
  ValueIndex output = 0;
};

struct Graph {
  std::string path;  // Of the model, for messages.
  std::string hash;  // Of the model.
  std::vector<Value> values;
  std::vector<Node> nodes;
  ValueIndex input = 0;
  ValueIndex output = 0;

  const Shape& InputShape() const { return values[input].shape; }
  std::vector<Shape> NodeInputShapes(const Node& node) const;
  int64_t ParameterCount() const;
  bool HasData() const;  // False for a shape-only network.

  // Shapes of all values when `batch` images run together. Throws Error if a layer cannot.
  std::vector<Shape> ShapesForBatch(int64_t batch) const;
};

// Height and width of the network's input.
struct InputSize {
  int64_t height = 0;
  int64_t width = 0;
};

// The input size that the file fixes; nullopt where it leaves height or width open.
std::optional<InputSize> FixedInputSize(const onnx::OnnxModel& model);

// Throws Error naming file and node: unknown operator, cycle, missing initializer, shapes that do
// not fit, more than one image input. `size` is needed where the file leaves H or W open; where
// the file fixes them, another size is an Error unless every layer accepts it.
Graph BuildGraph(const onnx::OnnxModel& model, std::optional<InputSize> size);

}  // namespace aqua::graph

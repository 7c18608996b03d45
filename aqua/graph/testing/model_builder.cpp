#include "aqua/graph/testing/model_builder.h"

#include <random>

#include "aqua/core/error.h"

namespace aqua::graph::testing {
namespace {

onnx::OnnxValueInfo ValueInfo(const std::string& name, const std::vector<int64_t>& dims) {
  onnx::OnnxValueInfo info;
  info.name = name;
  for (const int64_t dim : dims) {
    info.dims.push_back(dim == 0 ? std::nullopt : std::optional(dim));
  }
  return info;
}

}  // namespace

ModelBuilder::ModelBuilder(const std::vector<int64_t>& image_dims, int64_t opset) {
  model_.path = "net.onnx";
  model_.hash = "0123456789abcdef0123456789abcdef";
  model_.opset = opset;
  model_.inputs.push_back(ValueInfo("x", image_dims));
  if (!image_dims.empty() && image_dims[0] != 0) model_.declared_batch = image_dims[0];
}

ModelBuilder& ModelBuilder::Floats(const std::string& name, Shape shape,
                                   std::vector<float> values) {
  model_.initializers[name] = {std::move(shape), std::move(values)};
  return *this;
}

ModelBuilder& ModelBuilder::Integers(const std::string& name, std::vector<int64_t> values) {
  const Shape shape{static_cast<int64_t>(values.size())};
  model_.initializers[name] = {shape, std::move(values)};
  return *this;
}

ModelBuilder& ModelBuilder::Weights(const std::string& name, const Shape& shape, unsigned seed) {
  const Tensor tensor = RandomTensor(shape, seed);
  return Floats(name, shape, {tensor.values().begin(), tensor.values().end()});
}

ModelBuilder& ModelBuilder::ShapeOnly(const std::string& name, const std::vector<int64_t>& dims) {
  model_.inputs.push_back(ValueInfo(name, dims));
  return *this;
}

ModelBuilder& ModelBuilder::NodeOfMany(const std::string& op_type, std::vector<std::string> inputs,
                                       std::vector<std::string> outputs, Attributes attributes) {
  onnx::OnnxNode node;
  node.op_type = op_type;
  node.name = outputs.empty() ? op_type : outputs[0];
  node.inputs = std::move(inputs);
  node.outputs = std::move(outputs);
  node.attributes = std::move(attributes);
  model_.nodes.push_back(std::move(node));
  return *this;
}

ModelBuilder& ModelBuilder::Node(const std::string& op_type, std::vector<std::string> inputs,
                                 const std::string& output, Attributes attributes) {
  return NodeOfMany(op_type, std::move(inputs), {output}, std::move(attributes));
}

onnx::OnnxModel ModelBuilder::Model(const std::string& output) const {
  onnx::OnnxModel model = model_;
  model.outputs.push_back(ValueInfo(output, {}));
  return model;
}

Graph ModelBuilder::Build(const std::string& output, std::optional<InputSize> size) const {
  return BuildGraph(Model(output), size);
}

std::string ModelBuilder::Complaint(const std::string& output,
                                    std::optional<InputSize> size) const {
  try {
    Build(output, size);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

std::string Kinds(const Graph& graph) {
  std::string kinds;
  for (const auto& node : graph.nodes) {
    if (!kinds.empty()) kinds += ' ';
    kinds += node.layer->Kind();
  }
  return kinds;
}

Tensor Run(const Graph& graph, const Tensor& image) {
  const std::vector<Shape> shapes = graph.ShapesForBatch(image.shape().batch());
  std::vector<Activation> values(graph.values.size());
  values[graph.input] = Activation::Whole(image);
  for (const auto& node : graph.nodes) {
    std::vector<Activation> inputs;
    for (const ValueIndex value : node.inputs) inputs.push_back(values[value]);
    Activation result = Activation::Whole(Tensor(shapes[node.output]));
    node.layer->Run(inputs, result);
    values[node.output] = result;
  }
  return values[graph.output].data;
}

Tensor RandomTensor(const Shape& shape, unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<float> uniform(-1, 1);
  Tensor tensor(shape);
  for (int64_t i = 0; i < tensor.size(); ++i) tensor[i] = uniform(random);
  return tensor;
}

}  // namespace aqua::graph::testing

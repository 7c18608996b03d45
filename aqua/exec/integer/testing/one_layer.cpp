#include "aqua/exec/integer/testing/one_layer.h"

#include "aqua/layers/conv2d/conv2d.h"
#include "aqua/layers/gemm/gemm.h"

namespace aqua::exec::testing {
namespace {

graph::Graph OneLayer(const std::string& name, layers::LayerPtr layer, const Shape& image) {
  graph::Graph graph;
  graph.path = "one.onnx";
  graph.hash = "one";
  graph.values.push_back({"image", image});
  const std::vector<Shape> inputs = {image};
  const Shape output = layer->OutputShape(inputs);
  graph.nodes.push_back({name, std::move(layer), {0}, 1});
  graph.values.push_back({"out", output});
  graph.output = 1;
  return graph;
}

}  // namespace

graph::Graph ConvNetwork(const Tensor& weights, const Tensor& bias, int64_t groups,
                         const layers::KernelGeometry& geometry, const Shape& image) {
  return OneLayer("conv", std::make_shared<layers::Conv2d>(weights, bias, groups, geometry), image);
}

graph::Graph DenseNetwork(const Tensor& weights, const Tensor& bias, int64_t rows) {
  const Shape image = rows == 1 ? Shape{1, weights.shape()[1]} : Shape{1, rows, weights.shape()[1]};
  return OneLayer("dense", std::make_shared<layers::Gemm>(weights, bias), image);
}

crop::CropPlan FullPlan(const graph::Graph& graph) {
  crop::CropPlan plan;
  for (const graph::Value& value : graph.values) plan.kept.push_back(Window::Full(value.shape));
  return plan;
}

Tensor RunInteger(const graph::Graph& graph, const crop::CropPlan& plan, const IntegerSpec& spec,
                  const Tensor& input, MatrixUnit& unit) {
  const auto shared = std::make_shared<const graph::Graph>(graph);
  return CompileInteger(shared, plan, spec, unit)->Run(input);
}

Tensor RunInteger(const graph::Graph& graph, const IntegerSpec& spec, const Tensor& input) {
  ExactUnit unit;
  return RunInteger(graph, FullPlan(graph), spec, input, unit);
}

std::vector<float> ValuesOf(const Tensor& tensor) {
  return {tensor.values().begin(), tensor.values().end()};
}

}  // namespace aqua::exec::testing

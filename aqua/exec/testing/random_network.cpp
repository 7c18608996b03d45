#include "aqua/exec/testing/random_network.h"

#include <cmath>
#include <random>

#include "aqua/layers/activation/activation.h"
#include "aqua/layers/binary/binary.h"
#include "aqua/layers/concat/concat.h"
#include "aqua/layers/conv2d/conv2d.h"
#include "aqua/layers/gemm/gemm.h"
#include "aqua/layers/global_pool/global_pool.h"
#include "aqua/layers/pool2d/pool2d.h"
#include "aqua/layers/reshape/reshape.h"

namespace aqua::exec::testing {
namespace {

using graph::ValueIndex;
using layers::KernelGeometry;

class Builder {
 public:
  Builder(int64_t height, int64_t width) {
    graph_.path = "random.onnx";
    graph_.values.push_back({"image", {1, 3, height, width}});
  }

  ValueIndex Add(layers::LayerPtr layer, std::vector<ValueIndex> inputs) {
    graph::Node node{fmt::format("node{}", graph_.nodes.size()), std::move(layer),
                     std::move(inputs), graph_.values.size()};
    graph_.values.push_back({node.name, node.layer->OutputShape(graph_.NodeInputShapes(node))});
    graph_.nodes.push_back(std::move(node));
    return graph_.values.size() - 1;
  }

  ValueIndex Conv(ValueIndex input, int64_t outputs, int64_t kernel, int64_t stride,
                  int64_t groups = 1) {
    KernelGeometry geometry;
    geometry.rows = {kernel, stride, 1, 0, 0};
    geometry.columns = geometry.rows;
    geometry.padding = layers::PaddingMode::kSameUpper;
    const int64_t channels = graph_.values[input].shape.channels();
    const Tensor weights = Random({outputs, channels / groups, kernel, kernel});
    return Add(std::make_shared<layers::Conv2d>(weights, Random({outputs}), groups, geometry),
               {input});
  }

  ValueIndex Relu(ValueIndex input) {
    return Add(std::make_shared<layers::ActivationLayer>(layers::ActivationFunction::kRelu),
               {input});
  }

  ValueIndex Pool(ValueIndex input, layers::PoolOperation operation) {
    KernelGeometry geometry;
    geometry.rows = {3, 2, 1, 1, 1};
    geometry.columns = geometry.rows;
    return Add(std::make_shared<layers::Pool2d>(operation, geometry), {input});
  }

  ValueIndex Flatten(ValueIndex input) {
    const int64_t values = graph_.values[input].shape.ElementCount();
    return Add(std::make_shared<layers::Reshape>(Shape{values}), {input});
  }

  ValueIndex Dense(ValueIndex input, int64_t outputs) {
    const int64_t inputs = graph_.values[input].shape[1];
    return Add(std::make_shared<layers::Gemm>(Random({outputs, inputs}), Random({outputs})),
               {input});
  }

  graph::Graph Finish(ValueIndex output) {
    graph_.output = output;
    return std::move(graph_);
  }

 private:
  // Scaled to the fan-in, so that activations neither vanish nor explode.
  Tensor Random(Shape shape) {
    const int64_t outputs = shape[0];
    Tensor tensor(std::move(shape));
    const auto fan_in = static_cast<float>(tensor.size() / outputs);
    std::uniform_real_distribution<float> values(-1.5F / std::sqrt(fan_in),
                                                 1.5F / std::sqrt(fan_in));
    for (int64_t i = 0; i < tensor.size(); ++i) tensor[i] = values(random_);
    return tensor;
  }

  graph::Graph graph_;
  std::mt19937 random_{7};
};

}  // namespace

graph::Graph ResidualNetwork(int64_t height, int64_t width) {
  Builder net(height, width);
  const ValueIndex stem = net.Relu(net.Conv(0, 16, 3, 2));
  const ValueIndex expanded = net.Relu(net.Conv(stem, 32, 1, 1));
  const ValueIndex depthwise = net.Relu(net.Conv(expanded, 32, 3, 1, 32));
  const ValueIndex projected = net.Conv(depthwise, 16, 1, 1);
  const ValueIndex sum = net.Relu(
      net.Add(std::make_shared<layers::Binary>(layers::BinaryOperation::kAdd), {projected, stem}));
  const ValueIndex largest = net.Pool(sum, layers::PoolOperation::kMax);
  const ValueIndex mean = net.Pool(sum, layers::PoolOperation::kAverage);
  const ValueIndex both = net.Add(std::make_shared<layers::Concat>(1), {largest, mean});
  const ValueIndex grouped = net.Relu(net.Conv(both, 24, 5, 2, 2));
  const ValueIndex pooled = net.Add(
      std::make_shared<layers::GlobalPool>(layers::PoolOperation::kAverage, false), {grouped});
  return net.Finish(net.Dense(pooled, 10));
}

graph::Graph DenseHeadNetwork(int64_t height, int64_t width) {
  Builder net(height, width);
  const ValueIndex map = net.Relu(net.Conv(net.Relu(net.Conv(0, 8, 3, 2)), 8, 3, 2));
  const ValueIndex flat = net.Flatten(map);
  return net.Finish(net.Dense(flat, 10));
}

Tensor RandomInput(const graph::Graph& graph, int64_t batch, uint32_t seed) {
  Shape shape = graph.InputShape();
  shape[0] = batch;
  Tensor input(shape);
  std::mt19937 random(seed);
  std::uniform_real_distribution<float> values(-1, 1);
  for (int64_t i = 0; i < input.size(); ++i) input[i] = values(random);
  return input;
}

}  // namespace aqua::exec::testing

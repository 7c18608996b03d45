#include "aqua/graph/testing/small_network.h"

#include <random>

#include "aqua/layers/conv2d/conv2d.h"

namespace aqua::graph::testing {
namespace {

constexpr int64_t kChannels = 2;

Tensor RandomTensor(Shape shape, std::mt19937& random) {
  Tensor tensor(std::move(shape));
  std::uniform_real_distribution<float> values(-1, 1);
  for (int64_t i = 0; i < tensor.size(); ++i) tensor[i] = values(random);
  return tensor;
}

}  // namespace

Graph SmallNetwork(const std::vector<SmallConv>& convs, int64_t height, int64_t width) {
  std::mt19937 random(1);
  Graph graph;
  graph.path = "small.onnx";
  graph.values.push_back({"image", {1, kChannels, height, width}});
  for (const SmallConv& conv : convs) {
    layers::KernelGeometry geometry;
    geometry.rows = {conv.kernel, conv.stride, 1, 0, 0};
    geometry.columns = geometry.rows;
    geometry.padding = layers::PaddingMode::kSameUpper;
    const Tensor weights = RandomTensor({kChannels, kChannels, conv.kernel, conv.kernel}, random);
    auto layer =
        std::make_shared<layers::Conv2d>(weights, RandomTensor({kChannels}, random), 1, geometry);
    const std::vector<Shape> inputs = {graph.values.back().shape};
    const std::string name = fmt::format("conv{}", graph.nodes.size());
    graph.nodes.push_back({name, layer, {graph.values.size() - 1}, graph.values.size()});
    graph.values.push_back({name, layer->OutputShape(inputs)});
  }
  graph.output = graph.values.size() - 1;
  return graph;
}

}  // namespace aqua::graph::testing

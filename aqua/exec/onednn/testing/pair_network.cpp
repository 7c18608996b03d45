#include "aqua/exec/onednn/testing/pair_network.h"

#include <random>

#include "aqua/layers/binary/binary.h"
#include "aqua/layers/conv2d/conv2d.h"

namespace aqua::exec::testing {
namespace {

class PairBuilder {
 public:
  explicit PairBuilder(const Pair& pair) : pair_(pair) {
    graph_.path = "pair.onnx";
    graph_.values.push_back({"image", {1, pair.channels, 13, 11}});
    layers::KernelGeometry geometry;
    geometry.rows = {pair.kernel, pair.stride, pair.dilation, pair.pad_begin, pair.pad_end};
    geometry.columns = {pair.kernel, pair.stride, pair.dilation, pair.pad_end, pair.pad_begin};
    Add("first", Conv(pair.channels / pair.groups, pair.kernel, pair.groups, geometry), {0});
    if (pair.adds) {
      Add("sum", std::make_shared<layers::Binary>(layers::BinaryOperation::kAdd),
          {graph_.values.size() - 1, 0});
    }
    if (pair.activation) Add("activation", pair.activation, {graph_.values.size() - 1});
    Add("second", Conv(pair.channels, 1, 1, {}), {graph_.values.size() - 1});
    graph_.output = graph_.values.size() - 1;
  }

  graph::Graph Take() { return std::move(graph_); }

 private:
  void Add(const std::string& name, layers::LayerPtr layer, std::vector<size_t> inputs) {
    graph::Node node{name, std::move(layer), std::move(inputs), graph_.values.size()};
    graph_.values.push_back({name, node.layer->OutputShape(graph_.NodeInputShapes(node))});
    graph_.nodes.push_back(std::move(node));
  }

  layers::LayerPtr Conv(int64_t inputs, int64_t kernel, int64_t groups,
                        const layers::KernelGeometry& geometry) {
    const Tensor weights = Random({pair_.channels, inputs, kernel, kernel});
    const Tensor bias = pair_.has_bias ? Random({pair_.channels}) : Tensor();
    return std::make_shared<layers::Conv2d>(weights, bias, groups, geometry);
  }

  Tensor Random(const Shape& shape) {
    std::uniform_real_distribution<float> values(-1, 1);
    Tensor tensor(shape);
    for (int64_t i = 0; i < tensor.size(); ++i) tensor[i] = values(random_);
    return tensor;
  }

  Pair pair_;
  graph::Graph graph_;
  std::mt19937 random_{1};
};

}  // namespace

graph::Graph PairNetwork(const Pair& pair) { return PairBuilder(pair).Take(); }

}  // namespace aqua::exec::testing

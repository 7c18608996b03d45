#include "aqua/quant/bias_shift.h"

#include <gtest/gtest.h>

#include "aqua/graph/testing/model_builder.h"
#include "aqua/layers/gemm/gemm.h"
#include "aqua/quant/quantized_graph.h"

namespace aqua::quant {
namespace {

using graph::testing::ModelBuilder;
using graph::testing::RandomTensor;
using graph::testing::Run;

// Means by channel of a map or of the one row of a dense layer.
std::vector<float> Means(const Tensor& tensor) {
  const int64_t channels = tensor.shape()[1];
  const int64_t cells = tensor.size() / channels;
  std::vector<float> means;
  for (int64_t c = 0; c < channels; ++c) {
    double sum = 0;
    for (int64_t i = 0; i < cells; ++i) sum += static_cast<double>(tensor[c * cells + i]);
    means.push_back(static_cast<float>(sum / static_cast<double>(cells)));
  }
  return means;
}

LayerFormat CoarseFormat(const graph::Graph& graph) {
  LayerFormat format;
  format.layer = graph.nodes[0].name;
  format.weight_bits = 3;
  format.weight_exponents = {-2};
  return format;
}

std::vector<float> ShiftsOf(const graph::Graph& graph, const InputMeans& means) {
  const graph::Node& node = graph.nodes[0];
  const layers::Workload work =
      node.layer->Work(graph.NodeInputShapes(node), Window::Full(graph.values[node.output].shape));
  return BiasShifts(*node.layer, work, CoarseFormat(graph), means, "net.onnx: layer y");
}

void ExpectKeepsOutputMeans(const graph::Graph& graph) {
  const Tensor image = RandomTensor(graph.InputShape(), 3);
  Profile profile{graph.hash, "", {CoarseFormat(graph)}};
  const auto rounded = [&] {
    return Means(Run(QuantizedGraph(graph, profile, Rounds::kWeightsOnly), image));
  };
  const std::vector<float> trained = Means(Run(graph, image));
  const std::vector<float> without = rounded();
  const std::vector<float> means = Means(image);
  profile.layers[0].bias_shifts = ShiftsOf(graph, {means, means});
  const std::vector<float> with = rounded();
  float moved = 0;
  for (size_t c = 0; c < trained.size(); ++c) {
    EXPECT_NEAR(with[c], trained[c], 1e-5);
    moved = std::max(moved, std::abs(without[c] - trained[c]));
  }
  EXPECT_GT(moved, 0.005F);
}

TEST(BiasShift, KeepsTheMeansOfAConvolution) {
  ExpectKeepsOutputMeans(ModelBuilder({1, 3, 8, 8})
                             .Weights("w", {5, 3, 1, 1}, 1)
                             .Weights("b", {5}, 2)
                             .Node("Conv", {"x", "w", "b"}, "y")
                             .Build("y"));
}

TEST(BiasShift, KeepsTheMeansOfGroups) {
  ExpectKeepsOutputMeans(ModelBuilder({1, 6, 8, 8})
                             .Weights("w", {9, 2, 1, 1}, 1)
                             .Node("Conv", {"x", "w"}, "y", {{"group", int64_t{3}}})
                             .Build("y"));
}

TEST(BiasShift, KeepsWhatADenseLayerGives) {
  graph::Graph graph;
  graph.values = {{"x", {1, 7}}, {"y", {1, 4}}};
  graph.output = 1;
  const Tensor weights = RandomTensor({4, 7}, 1);
  graph.nodes.push_back({"y", std::make_shared<layers::Gemm>(weights, Tensor()), {0}, 1});
  ExpectKeepsOutputMeans(graph);
}

TEST(BiasShift, SumsOverTheTapsOfAKernel) {
  const graph::Graph graph = ModelBuilder({1, 1, 4, 4})
                                 .Floats("w", {1, 1, 1, 3}, {0.25F, 0.3F, -0.6F})
                                 .Node("Conv", {"x", "w"}, "y")
                                 .Build("y");
  const std::vector<float> means = {10};
  // Rounded to quarters: 0.25, 0.25, -0.5.
  EXPECT_NEAR(ShiftsOf(graph, {means, means})[0], 10 * (0 + 0.05F - 0.1F), 1e-5);
}

TEST(BiasShift, TakesBackAMoveOfTheInputToo) {
  const graph::Graph graph = ModelBuilder({1, 1, 4, 4})
                                 .Floats("w", {1, 1, 1, 1}, {0.3F})
                                 .Node("Conv", {"x", "w"}, "y")
                                 .Build("y");
  const std::vector<float> trained = {10};
  const std::vector<float> rounded = {8};
  EXPECT_NEAR(ShiftsOf(graph, {trained, rounded})[0], 3 - 2, 1e-5);
}

}  // namespace
}  // namespace aqua::quant

#include "aqua/quant/quantized_graph.h"

#include <gtest/gtest.h>

#include <limits>

#include "aqua/core/error.h"
#include "aqua/graph/testing/small_network.h"
#include "aqua/layers/fixed_point/fixed_point.h"
#include "aqua/layers/trained.h"

namespace aqua::quant {
namespace {

using graph::testing::SmallNetwork;

LayerFormat FormatOf(const std::string& layer) {
  LayerFormat format;
  format.layer = layer;
  format.weight_bits = 4;
  format.weight_exponents = {-3, -2};
  format.activations = {8, -4, true};
  return format;
}

Profile ProfileOf(const graph::Graph& graph) {
  Profile profile;
  for (const graph::Node& node : graph.nodes) profile.layers.push_back(FormatOf(node.name));
  return profile;
}

std::string Kinds(const graph::Graph& graph) {
  std::string kinds;
  for (const graph::Node& node : graph.nodes) kinds += std::string(node.layer->Kind()) + " ";
  return kinds;
}

TEST(QuantizedGraph, ReadsEveryLayersInputThroughFixedPoint) {
  const graph::Graph graph = SmallNetwork({{3, 1}, {3, 2}}, 8, 8);
  const graph::Graph quantized = QuantizedGraph(graph, ProfileOf(graph));
  EXPECT_EQ(Kinds(quantized), "FixedPoint Conv2d FixedPoint Conv2d ");
  EXPECT_EQ(quantized.nodes[1].name, "conv0");
  EXPECT_EQ(quantized.output, graph.output);
}

TEST(QuantizedGraph, WeightSetsLeaveActivationsAlone) {
  const graph::Graph graph = SmallNetwork({{3, 1}}, 8, 8);
  EXPECT_EQ(Kinds(QuantizedGraph(graph, ProfileOf(graph), Rounds::kWeightsOnly)), "Conv2d ");
}

TEST(QuantizedGraph, WeightsLieOnTheGridOfTheirChannel) {
  const graph::Graph graph = SmallNetwork({{3, 1}}, 8, 8);
  const graph::Graph quantized = QuantizedGraph(graph, ProfileOf(graph));
  const layers::Layer& layer = *quantized.nodes[1].layer;
  const Tensor before = layers::TrainedOf(*graph.nodes[0].layer).weights;
  const Tensor after = layers::TrainedOf(layer).weights;
  ASSERT_NE(layers::GridOf(layer), nullptr);
  EXPECT_EQ(layers::GridOf(layer)->exponents, (std::vector<int>{-3, -2}));
  for (int64_t i = 0; i < before.size(); ++i) {
    const FixedPoint format{4, i < before.size() / 2 ? -3 : -2, true};
    EXPECT_EQ(static_cast<double>(after[i]), format.Quantize(before[i]) * format.Step());
  }
}

TEST(QuantizedGraph, BiasesAreShifted) {
  const graph::Graph graph = SmallNetwork({{3, 1}}, 8, 8);
  Profile profile = ProfileOf(graph);
  profile.layers[0].bias_shifts = {0.5F, -0.25F};
  const graph::Graph quantized = QuantizedGraph(graph, profile);
  const Tensor before = layers::TrainedOf(*graph.nodes[0].layer).bias;
  const Tensor after = layers::TrainedOf(*quantized.nodes[1].layer).bias;
  EXPECT_EQ(after[0], before[0] + 0.5F);
  EXPECT_EQ(after[1], before[1] - 0.25F);
}

TEST(QuantizedGraph, WeightsThatAreNotFiniteAreRefused) {
  graph::Graph graph = SmallNetwork({{3, 1}}, 8, 8);
  Tensor weights = layers::TrainedOf(*graph.nodes[0].layer).weights;
  weights[5] = std::numeric_limits<float>::infinity();
  EXPECT_THROW(QuantizedGraph(graph, ProfileOf(graph)), Error);
}

}  // namespace
}  // namespace aqua::quant

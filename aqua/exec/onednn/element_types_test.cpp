#include "aqua/exec/onednn/element_types.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "aqua/exec/testing/random_network.h"
#include "aqua/exec/testing/random_profile.h"
#include "aqua/layers/fixed_point/fixed_point.h"
#include "aqua/quant/quantized_graph.h"

namespace aqua::exec::onednn {
namespace {

using testing::RandomProfile;

graph::Graph Quantized(const testing::ProfileSpec& spec) {
  const graph::Graph graph = testing::ResidualNetwork(32, 32);
  return quant::QuantizedGraph(graph,
                               RandomProfile(graph, testing::RandomInput(graph, 1, 3), spec));
}

int64_t CountBytes(const std::vector<ElementType>& types) {
  return std::count_if(types.begin(), types.end(),
                       [](ElementType type) { return type != ElementType::f32; });
}

TEST(ElementTypes, EveryRoundedValueOfEightBitsIsBytes) {
  const graph::Graph graph = Quantized({8, 8});
  const std::vector<ElementType> types = ElementTypesOf(graph, true);
  for (const graph::Node& node : graph.nodes) {
    const auto* layer = dynamic_cast<const layers::FixedPointLayer*>(node.layer.get());
    if (layer == nullptr) {
      EXPECT_EQ(types[node.output], ElementType::f32) << node.name;
    } else {
      EXPECT_EQ(types[node.output], layer->format().is_signed ? ElementType::s8 : ElementType::u8);
    }
  }
  EXPECT_GT(CountBytes(types), 4);
}

TEST(ElementTypes, MoreBitsOnEitherSideStayFloats) {
  EXPECT_EQ(CountBytes(ElementTypesOf(Quantized({9, 8}), true)), 0);
  EXPECT_EQ(CountBytes(ElementTypesOf(Quantized({8, 9}), true)), 0);
}

TEST(ElementTypes, WithoutInt8AllAreFloats) {
  EXPECT_EQ(CountBytes(ElementTypesOf(Quantized({8, 8}), false)), 0);
}

TEST(ElementTypes, ANetworkInFloatHasNoBytes) {
  EXPECT_EQ(CountBytes(ElementTypesOf(testing::ResidualNetwork(32, 32), true)), 0);
}

TEST(ElementTypes, AValueThatSomethingElseReadsStaysFloats) {
  graph::Graph graph = Quantized({8, 8});
  const std::vector<ElementType> before = ElementTypesOf(graph, true);
  const graph::ValueIndex rounded = graph.nodes[0].output;
  ASSERT_NE(before[rounded], ElementType::f32);
  graph.nodes.push_back({"other", graph.nodes[0].layer, {rounded}, graph.values.size()});
  graph.values.push_back({"other", graph.values[rounded].shape});
  EXPECT_EQ(ElementTypesOf(graph, true)[rounded], ElementType::f32);
}

TEST(ElementTypes, TheNetworksOutputIsFloats) {
  graph::Graph graph = Quantized({8, 8});
  graph.output = graph.nodes[0].output;
  EXPECT_EQ(ElementTypesOf(graph, true)[graph.output], ElementType::f32);
}

}  // namespace
}  // namespace aqua::exec::onednn

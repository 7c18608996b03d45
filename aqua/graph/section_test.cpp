#include "aqua/graph/section.h"

#include <gtest/gtest.h>

#include "aqua/graph/testing/model_builder.h"

namespace aqua::graph {
namespace {

using testing::ModelBuilder;

// x - a - b + a = c - d: inside of the addition there is no waist.
Graph Residual() {
  return ModelBuilder()
      .Weights("w", {3, 3, 1, 1}, 1)
      .Node("Conv", {"x", "w"}, "a")
      .Node("Relu", {"a"}, "b")
      .Node("Add", {"a", "b"}, "c")
      .Node("Conv", {"c", "w"}, "d")
      .Build("d");
}

std::vector<std::string> Names(const Graph& graph, const std::vector<ValueIndex>& values) {
  std::vector<std::string> names;
  for (const ValueIndex value : values) names.push_back(graph.values[value].name);
  return names;
}

TEST(Section, WaistsAreWhereOneValueCarriesAll) {
  const Graph graph = Residual();
  EXPECT_EQ(Names(graph, Waists(graph)), (std::vector<std::string>{"x", "a", "c", "d"}));
}

TEST(Section, SectionsOneAfterTheOtherMakeTheNetwork) {
  const Graph graph = Residual();
  const Tensor image = testing::RandomTensor(graph.InputShape(), 3);
  Tensor value = image;
  const std::vector<ValueIndex> waists = Waists(graph);
  for (size_t i = 1; i < waists.size(); ++i) {
    value = testing::Run(SectionBetween(graph, waists[i - 1], waists[i]), value);
  }
  const Tensor whole = testing::Run(graph, image);
  ASSERT_EQ(value.size(), whole.size());
  for (int64_t i = 0; i < whole.size(); ++i) EXPECT_EQ(value[i], whole[i]);
}

TEST(Section, OfNothingIsTheValueItself) {
  const Graph graph = Residual();
  EXPECT_TRUE(SectionBetween(graph, graph.output, graph.output).nodes.empty());
}

}  // namespace
}  // namespace aqua::graph

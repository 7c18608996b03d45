#include "aqua/graph/internal/passes/readers.h"

#include <gtest/gtest.h>

#include "aqua/graph/testing/model_builder.h"

namespace aqua::graph {
namespace {

using testing::Kinds;
using testing::ModelBuilder;

// "a" is read once, "b" twice, "y" is the output.
Graph SmallGraph() {
  return ModelBuilder()
      .Node("Relu", {"x"}, "a")
      .Node("Tanh", {"a"}, "b")
      .Node("Mul", {"b", "b"}, "y")
      .Build("y");
}

TEST(Readers, KnowTheOnlyReader) {
  Graph graph = SmallGraph();
  const Readers readers(graph);
  EXPECT_EQ(readers.Only(graph.nodes[0].output), std::optional<NodeIndex>(1));
  EXPECT_EQ(readers.Only(graph.nodes[1].output), std::nullopt);
  EXPECT_EQ(readers.Only(graph.output), std::nullopt);
}

TEST(Readers, CountTheGraphsOutputAsRead) {
  Graph graph = SmallGraph();
  graph.output = graph.nodes[0].output;
  EXPECT_EQ(Readers(graph).Only(graph.output), std::nullopt);
}

TEST(DropNodes, KeepsTheOthersInOrder) {
  Graph graph = SmallGraph();
  DropNodes(graph, {2, 0});
  ASSERT_EQ(Kinds(graph), "Activation");
  EXPECT_EQ(graph.nodes[0].name, "b");
}

}  // namespace
}  // namespace aqua::graph

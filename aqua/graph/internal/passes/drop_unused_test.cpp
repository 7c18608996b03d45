#include <gtest/gtest.h>

#include "aqua/graph/internal/passes/passes.h"
#include "aqua/graph/testing/model_builder.h"

namespace aqua::graph {
namespace {

using testing::Kinds;
using testing::ModelBuilder;

TEST(DropUnused, DropsNodesAndValuesThatTheOutputDoesNotNeed) {
  Graph graph = ModelBuilder()
                    .Node("Relu", {"x"}, "a")
                    .Node("Tanh", {"a"}, "b")
                    .Node("Sigmoid", {"b"}, "c")
                    .Build("c");
  graph.output = graph.nodes[1].output;
  DropUnused(graph);
  EXPECT_EQ(Kinds(graph), "Activation Activation");
  ASSERT_EQ(graph.values.size(), 3U);
  EXPECT_EQ(graph.values[graph.output].name, "b");
  EXPECT_EQ(graph.values[graph.nodes[1].inputs[0]].name, "a");
}

TEST(DropUnused, LeavesASplitsUnreadParts) {
  const Graph graph = ModelBuilder({1, 4, 8, 8}, 11)
                          .NodeOfMany("Split", {"x"}, {"a", "b"}, {{"axis", int64_t{1}}})
                          .Node("Relu", {"a"}, "y")
                          .Build("y");
  EXPECT_EQ(Kinds(graph), "Slice Activation");
  EXPECT_EQ(graph.values.size(), 3U);
}

}  // namespace
}  // namespace aqua::graph

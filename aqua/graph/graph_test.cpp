#include "aqua/graph/graph.h"

#include <gtest/gtest.h>

#include "aqua/core/error.h"
#include "aqua/graph/testing/model_builder.h"

namespace aqua::graph {
namespace {

using testing::ModelBuilder;

// Conv to 4 channels, global pooling, flattening, dense layer of 2.
ModelBuilder Classifier() {
  return ModelBuilder()
      .Weights("w", {4, 3, 1, 1}, 1)
      .Weights("b", {4}, 2)
      .Weights("fc", {2, 4}, 3)
      .Node("Conv", {"x", "w", "b"}, "maps")
      .Node("GlobalAveragePool", {"maps"}, "pooled")
      .Node("Flatten", {"pooled"}, "flat")
      .Node("Gemm", {"flat", "fc"}, "y", {{"transB", int64_t{1}}});
}

TEST(Graph, CountsParametersAndKnowsItsData) {
  const Graph graph = Classifier().Build("y");
  EXPECT_EQ(graph.ParameterCount(), 12 + 4 + 8);
  EXPECT_TRUE(graph.HasData());
  EXPECT_EQ(graph.InputShape(), (Shape{1, 3, 8, 8}));
  EXPECT_EQ(graph.NodeInputShapes(graph.nodes[1]), (std::vector<Shape>{{1, 4, 8, 8}}));
}

TEST(Graph, WithoutDataIsShapeOnly) {
  const Graph graph =
      ModelBuilder().ShapeOnly("w", {4, 3, 1, 1}).Node("Conv", {"x", "w"}, "y").Build("y");
  EXPECT_FALSE(graph.HasData());
  EXPECT_EQ(graph.ParameterCount(), 12);
}

TEST(Graph, GivesShapesForABatch) {
  const Graph graph = Classifier().Build("y");
  const std::vector<Shape> shapes = graph.ShapesForBatch(5);
  EXPECT_EQ(shapes[graph.input], (Shape{5, 3, 8, 8}));
  EXPECT_EQ(shapes[graph.output], (Shape{5, 2}));
  const std::vector<Shape> single = graph.ShapesForBatch(1);
  for (ValueIndex value = 0; value < graph.values.size(); ++value) {
    EXPECT_EQ(single[value], graph.values[value].shape);
  }
}

TEST(Graph, RefusesABatchThatLayersCannotRun) {
  EXPECT_THROW(Classifier().Build("y").ShapesForBatch(0), Error);
  EXPECT_THROW(Classifier().Build("y").ShapesForBatch(int64_t{1} << 40), Error);
  Graph mixing = Classifier().Build("y");
  mixing.values[mixing.output].shape = Shape{2, 1};
  try {
    mixing.ShapesForBatch(3);
    FAIL();
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("net.onnx: node y (Gemm) cannot run 3 images"),
              std::string::npos)
        << error.what();
  }
}

}  // namespace
}  // namespace aqua::graph

#include <gtest/gtest.h>

#include "aqua/graph/testing/fold.h"

namespace aqua::graph {
namespace {

using testing::Complains;
using testing::Fold;
using testing::FoldedShape;
using testing::FoldIntegers;
using testing::TestNode;

using Integers = std::vector<int64_t>;

TestNode OfMatrix(const char* op_type, int64_t opset = 17) {
  return TestNode(op_type, opset).Constant({2, 3}, {1, 2, 3, 4, 5, 6});
}

TEST(FoldShape, KnowsActivationsConstantsAndShapeOnlyWeights) {
  EXPECT_EQ(FoldIntegers(TestNode("Shape").Activation({1, 3, 8, 9})), (Integers{1, 3, 8, 9}));
  EXPECT_EQ(FoldIntegers(OfMatrix("Shape")), (Integers{2, 3}));
  EXPECT_EQ(FoldIntegers(TestNode("Shape").ShapeOnly({4, 5})), (Integers{4, 5}));
}

TEST(FoldShape, CutsFromStartToEnd) {
  const auto cut = [](int64_t start, int64_t end) {
    return FoldIntegers(
        TestNode("Shape").Activation({1, 3, 8, 9}).With("start", start).With("end", end));
  };
  EXPECT_EQ(cut(1, 3), (Integers{3, 8}));
  EXPECT_EQ(cut(-2, 4), (Integers{8, 9}));
  EXPECT_EQ(cut(0, -1), (Integers{1, 3, 8}));
  EXPECT_EQ(cut(INT64_MIN, INT64_MAX), (Integers{1, 3, 8, 9}));
  EXPECT_EQ(cut(3, 1), (Integers{}));
}

TEST(FoldSize, CountsElements) {
  EXPECT_EQ(FoldIntegers(TestNode("Size").Activation({1, 3, 8, 9})), (Integers{216}));
}

TEST(FoldReshape, CopiesAndInfersDimensions) {
  EXPECT_EQ(FoldedShape(OfMatrix("Reshape").Integers({3, 2})), (Shape{3, 2}));
  EXPECT_EQ(FoldedShape(OfMatrix("Reshape").Integers({0, 1, -1})), (Shape{2, 1, 3}));
  EXPECT_EQ(FoldedShape(OfMatrix("Reshape").Integers({-1})), (Shape{6}));
  EXPECT_EQ(FoldedShape(TestNode("Reshape").ShapeOnly({4, 6}).Integers({-1, 8})), (Shape{3, 8}));
}

TEST(FoldReshape, RefusesTargetsThatDoNotFit) {
  EXPECT_TRUE(Complains(OfMatrix("Reshape").Integers({4, 2}), "cannot take the shape 4x2"));
  EXPECT_TRUE(Complains(OfMatrix("Reshape").Integers({4, -1}), "cannot take"));
  EXPECT_TRUE(Complains(OfMatrix("Reshape").Integers({-1, -1}), "negative"));
  EXPECT_TRUE(Complains(OfMatrix("Reshape").Integers({6, 1, 0}), "copies dimension 2"));
  EXPECT_TRUE(Complains(OfMatrix("Reshape").Integers({int64_t{1} << 62, 4}), "more than"));
  EXPECT_TRUE(Complains(OfMatrix("Reshape").Integers(Integers(17, 1)), "17 dimensions"));
  EXPECT_TRUE(Complains(OfMatrix("Reshape"), "input 1"));
  EXPECT_TRUE(Complains(OfMatrix("Reshape").Integers({6, 0}).With("allowzero", int64_t{1}),
                        "cannot take the shape 6x0"));
}

TEST(FoldFlatten, SplitsAtItsAxis) {
  const auto flat = [](int64_t axis) {
    return FoldedShape(TestNode("Flatten").ShapeOnly({2, 3, 4}).With("axis", axis));
  };
  EXPECT_EQ(flat(1), (Shape{2, 12}));
  EXPECT_EQ(flat(0), (Shape{1, 24}));
  EXPECT_EQ(flat(3), (Shape{24, 1}));
  EXPECT_EQ(flat(-1), (Shape{6, 4}));
}

TEST(FoldSqueeze, TakesAxesAsAttributeInputOrNotAtAll) {
  const auto node = [](int64_t opset) { return TestNode("Squeeze", opset).ShapeOnly({1, 3, 1}); };
  EXPECT_EQ(FoldedShape(node(11).Ints("axes", {0})), (Shape{3, 1}));
  EXPECT_EQ(FoldedShape(node(13).Integers({-1})), (Shape{1, 3}));
  EXPECT_EQ(FoldedShape(node(13)), (Shape{3}));
  EXPECT_TRUE(Complains(node(13).Integers({1}), "cannot take the shape"));
}

TEST(FoldUnsqueeze, AddsAxes) {
  EXPECT_EQ(FoldedShape(OfMatrix("Unsqueeze", 11).Ints("axes", {0, 3})), (Shape{1, 2, 3, 1}));
  EXPECT_EQ(FoldedShape(OfMatrix("Unsqueeze").Integers({-1})), (Shape{2, 3, 1}));
  EXPECT_EQ(Fold(OfMatrix("Unsqueeze").Integers({1})).constant->floats().size(), 6U);
  EXPECT_TRUE(Complains(OfMatrix("Unsqueeze").Integers({5}), "axis 5"));
  EXPECT_TRUE(Complains(OfMatrix("Unsqueeze").Integers({0, 0}), "named twice"));
  EXPECT_TRUE(Complains(OfMatrix("Unsqueeze").Integers(Integers(40, 0)), "adds 40 axes"));
}

}  // namespace
}  // namespace aqua::graph

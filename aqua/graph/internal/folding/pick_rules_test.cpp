#include <gtest/gtest.h>

#include "aqua/graph/testing/fold.h"

namespace aqua::graph {
namespace {

using testing::Complains;
using testing::Fold;
using testing::FoldedShape;
using testing::FoldFloats;
using testing::FoldIntegers;
using testing::TestNode;

using Floats = std::vector<float>;
using Integers = std::vector<int64_t>;

TestNode OfMatrix(const char* op_type, int64_t opset = 17) {
  return TestNode(op_type, opset).Constant({2, 3}, {1, 2, 3, 4, 5, 6});
}

TEST(FoldTranspose, TurnsValuesAndShapes) {
  EXPECT_EQ(FoldFloats(OfMatrix("Transpose")), (Floats{1, 4, 2, 5, 3, 6}));
  EXPECT_EQ(FoldedShape(OfMatrix("Transpose")), (Shape{3, 2}));
  EXPECT_EQ(FoldedShape(TestNode("Transpose").ShapeOnly({2, 3, 4}).Ints("perm", {2, 0, 1})),
            (Shape{4, 2, 3}));
  EXPECT_TRUE(Complains(OfMatrix("Transpose").Ints("perm", {0, 0}), "no order"));
  EXPECT_TRUE(Complains(OfMatrix("Transpose").Ints("perm", {0, 1, 2}), "no order"));
  EXPECT_TRUE(Complains(OfMatrix("Transpose").Ints("perm", {0, 5}), "no order"));
}

TEST(FoldExpand, RepeatsToTheShapeOfBoth) {
  const auto column = [] { return TestNode("Expand").Constant({2, 1}, {1, 2}); };
  EXPECT_EQ(FoldFloats(column().Integers({1, 3})), (Floats{1, 1, 1, 2, 2, 2}));
  EXPECT_EQ(FoldedShape(column().Integers({2, 1, 3})), (Shape{2, 2, 3}));
  EXPECT_TRUE(Complains(column().Integers({3, 1}), "broadcast"));
  EXPECT_TRUE(Complains(column().Integers({1, int64_t{1} << 30}), "at most 16777216"));
  EXPECT_TRUE(Complains(column().Integers({1, -5}), "negative"));
}

TEST(FoldGather, PicksAlongItsAxis) {
  const auto columns = [] { return OfMatrix("Gather").With("axis", int64_t{1}); };
  EXPECT_EQ(FoldFloats(columns().Integers({2, 0})), (Floats{3, 1, 6, 4}));
  EXPECT_EQ(FoldedShape(columns().Integers({2, 0, 1, 1})), (Shape{2, 4}));
  EXPECT_EQ(FoldFloats(OfMatrix("Gather").Integers({-1})), (Floats{4, 5, 6}));
  EXPECT_TRUE(Complains(columns().Integers({3}), "index 3"));
  EXPECT_TRUE(Complains(columns().Integers({INT64_MIN}), "out of range"));
}

TEST(FoldGather, OfAScalarIndexDropsTheAxis) {
  TestNode index("Constant");
  index.With("value_int", int64_t{1});
  TestNode node("Gather");
  node.Integers({10, 20, 30}).node().inputs.push_back("index");
  const layers::ImportContext context(node.model(), node.node(),
                                      {node.Context().input(0), Fold(index)});
  const Known picked = FoldNode(context)[0];
  EXPECT_EQ(picked.constant->integers(), (Integers{20}));
  EXPECT_EQ(picked.constant->shape.rank(), 0);
}

TEST(FoldSlice, FollowsItsBoundsAndSteps) {
  const auto slice = [](int64_t start, int64_t end, int64_t step) {
    return FoldIntegers(TestNode("Slice")
                            .Integers({0, 1, 2, 3, 4})
                            .Integers({start})
                            .Integers({end})
                            .Integers({0})
                            .Integers({step}));
  };
  EXPECT_EQ(slice(1, 3, 1), (Integers{1, 2}));
  EXPECT_EQ(slice(-2, INT64_MAX, 1), (Integers{3, 4}));
  EXPECT_EQ(slice(0, 5, 2), (Integers{0, 2, 4}));
  EXPECT_EQ(slice(-1, INT64_MIN, -1), (Integers{4, 3, 2, 1, 0}));
  EXPECT_EQ(slice(9, 0, -2), (Integers{4, 2}));
  EXPECT_EQ(slice(3, 1, 1), (Integers{}));
  EXPECT_EQ(slice(0, 5, INT64_MAX), (Integers{0}));
  EXPECT_EQ(slice(4, -9, INT64_MIN), (Integers{4}));
}

TEST(FoldSlice, TakesAttributesBeforeOpset10) {
  const TestNode node =
      OfMatrix("Slice", 9).Ints("starts", {0, 1}).Ints("ends", {1, 3}).Ints("axes", {0, 1});
  EXPECT_EQ(FoldFloats(node), (Floats{2, 3}));
  EXPECT_EQ(FoldedShape(node), (Shape{1, 2}));
}

TEST(FoldSlice, RefusesListsThatDoNotFit) {
  EXPECT_TRUE(Complains(OfMatrix("Slice").Integers({0}).Integers({1, 2}), "1, 2, 1 and 1"));
  EXPECT_TRUE(Complains(OfMatrix("Slice").Integers({0}).Integers({1}).Integers({7}), "axis 7"));
  EXPECT_TRUE(Complains(OfMatrix("Slice").Integers({0}).Integers({1}).Integers({0}).Integers({0}),
                        "step is 0"));
}

TEST(FoldConcat, JoinsAlongItsAxis) {
  EXPECT_EQ(
      FoldIntegers(TestNode("Concat").Integers({1}).Integers({2, 3}).With("axis", int64_t{0})),
      (Integers{1, 2, 3}));
  EXPECT_EQ(FoldFloats(OfMatrix("Concat").Constant({2, 1}, {7, 8}).With("axis", int64_t{-1})),
            (Floats{1, 2, 3, 7, 4, 5, 6, 8}));
  EXPECT_EQ(FoldedShape(OfMatrix("Concat").ShapeOnly({4, 3}).With("axis", int64_t{0})),
            (Shape{6, 3}));
  EXPECT_TRUE(Complains(OfMatrix("Concat").Constant({3}, {1, 2, 3}), "different rank"));
  EXPECT_TRUE(Complains(OfMatrix("Concat").Constant({2, 1}, {7, 8}), "different shape"));
  EXPECT_TRUE(Complains(TestNode("Concat"), "missing"));
}

TEST(FoldSplit, GivesEveryOutput) {
  TestNode node("Split", 13);
  node.Integers({1, 2, 3, 4, 5}).Integers({2, 3}).node().outputs = {"a", "b"};
  const std::vector<Known> parts = FoldNode(node.Context());
  ASSERT_EQ(parts.size(), 2U);
  EXPECT_EQ(parts[0].constant->integers(), (Integers{1, 2}));
  EXPECT_EQ(parts[1].constant->integers(), (Integers{3, 4, 5}));
}

TEST(FoldSplit, DividesEvenlyWithoutSizes) {
  TestNode node("Split", 18);
  node.Integers({1, 2, 3, 4, 5}).node().outputs = {"a", "b"};
  const std::vector<Known> parts = FoldNode(node.Context());
  EXPECT_EQ(parts[0].constant->integers(), (Integers{1, 2, 3}));
  EXPECT_EQ(parts[1].constant->integers(), (Integers{4, 5}));
}

TEST(FoldSplit, RefusesSizesThatDoNotAddUp) {
  const auto with_sizes = [](Integers sizes) {
    TestNode node("Split", 11);
    node.Integers({1, 2, 3, 4, 5}).Ints("split", std::move(sizes)).node().outputs = {"a", "b"};
    return node;
  };
  EXPECT_TRUE(Complains(with_sizes({2, 2}), "do not add up"));
  EXPECT_TRUE(Complains(with_sizes({2, 2, 1}), "do not add up"));
  EXPECT_TRUE(Complains(with_sizes({6, -1}), "do not add up"));
  EXPECT_TRUE(Complains(with_sizes({0, 5}), "do not add up"));
  EXPECT_TRUE(Complains(with_sizes({}), "do not add up"));
  EXPECT_TRUE(Complains(with_sizes({INT64_MAX, INT64_MAX}), "do not add up"));
}

}  // namespace
}  // namespace aqua::graph

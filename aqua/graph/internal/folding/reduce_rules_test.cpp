#include <gtest/gtest.h>

#include "aqua/graph/testing/fold.h"

namespace aqua::graph {
namespace {

using testing::Complains;
using testing::FoldedShape;
using testing::FoldFloats;
using testing::FoldIntegers;
using testing::TestNode;

using Floats = std::vector<float>;
using Integers = std::vector<int64_t>;

TestNode OfMatrix(const char* op_type, int64_t opset = 17) {
  return TestNode(op_type, opset).Constant({2, 3}, {1, 2, 3, 4, 5, 6});
}

TEST(FoldReduce, RunsOverAllAxesByDefault) {
  EXPECT_EQ(FoldFloats(OfMatrix("ReduceSum")), (Floats{21}));
  EXPECT_EQ(FoldFloats(OfMatrix("ReduceProd")), (Floats{720}));
  EXPECT_EQ(FoldFloats(OfMatrix("ReduceMean")), (Floats{3.5F}));
  EXPECT_EQ(FoldFloats(OfMatrix("ReduceMax")), (Floats{6}));
  EXPECT_EQ(FoldFloats(OfMatrix("ReduceMin")), (Floats{1}));
  EXPECT_EQ(FoldedShape(OfMatrix("ReduceSum")), (Shape{1, 1}));
}

TEST(FoldReduce, RunsOverTheAxesNamed) {
  const TestNode columns = OfMatrix("ReduceSum").Integers({0}).With("keepdims", int64_t{0});
  EXPECT_EQ(FoldFloats(columns), (Floats{5, 7, 9}));
  EXPECT_EQ(FoldedShape(columns), (Shape{3}));
  const TestNode rows = OfMatrix("ReduceMean", 13).Ints("axes", {-1});
  EXPECT_EQ(FoldFloats(rows), (Floats{2, 5}));
  EXPECT_EQ(FoldedShape(rows), (Shape{2, 1}));
  EXPECT_EQ(FoldedShape(TestNode("ReduceMax", 13).ShapeOnly({4, 5}).Ints("axes", {0})),
            (Shape{1, 5}));
  EXPECT_TRUE(Complains(OfMatrix("ReduceSum").Integers({4}), "axis 4"));
}

TEST(FoldReduce, KeepsAllAxesWhenAskedTo) {
  const TestNode node = OfMatrix("ReduceSum").With("noop_with_empty_axes", int64_t{1});
  EXPECT_EQ(FoldFloats(node), (Floats{1, 2, 3, 4, 5, 6}));
}

TEST(FoldReduce, OfIntegersStaysInIntegers) {
  EXPECT_EQ(FoldIntegers(TestNode("ReduceProd").Integers({3, 8, 9})), (Integers{216}));
  EXPECT_EQ(FoldIntegers(TestNode("ReduceMean").Integers({3, 4})), (Integers{3}));
  EXPECT_TRUE(Complains(TestNode("ReduceProd").Integers({INT64_MAX, INT64_MAX}), "too large"));
  EXPECT_TRUE(Complains(TestNode("ReduceMax").Integers({}), "too large"));
}

}  // namespace
}  // namespace aqua::graph

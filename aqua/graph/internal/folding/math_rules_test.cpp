#include <gtest/gtest.h>

#include <cmath>
#include <limits>

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

Integers OfIntegers(const char* op_type, Integers a, Integers b) {
  return FoldIntegers(TestNode(op_type).Integers(std::move(a)).Integers(std::move(b)));
}

Floats OfFloats(const char* op_type, Floats a, Floats b) {
  return FoldFloats(TestNode(op_type)
                        .Constant({static_cast<int64_t>(a.size())}, a)
                        .Constant({static_cast<int64_t>(b.size())}, b));
}

Floats OfFloats(const char* op_type, Floats a) {
  return FoldFloats(TestNode(op_type).Constant({static_cast<int64_t>(a.size())}, a));
}

TEST(FoldArithmetic, OfIntegersStaysInIntegers) {
  EXPECT_EQ(OfIntegers("Add", {7, -7}, {2, 2}), (Integers{9, -5}));
  EXPECT_EQ(OfIntegers("Sub", {7, -7}, {2, 2}), (Integers{5, -9}));
  EXPECT_EQ(OfIntegers("Mul", {7, -7}, {2, 2}), (Integers{14, -14}));
  EXPECT_EQ(OfIntegers("Div", {7, -7}, {2, 2}), (Integers{3, -3}));
  EXPECT_EQ(OfIntegers("Mod", {7, -7, 7, -6}, {2, 2, -2, 2}), (Integers{1, 1, -1, 0}));
  EXPECT_EQ(OfIntegers("Pow", {7, -2}, {2, 3}), (Integers{49, -8}));
  EXPECT_EQ(OfIntegers("Min", {7, -7}, {2, 2}), (Integers{2, -7}));
  EXPECT_EQ(OfIntegers("Max", {7, -7}, {2, 2}), (Integers{7, 2}));
}

TEST(FoldArithmetic, OfFloatsOrBothIsInFloats) {
  EXPECT_EQ(OfFloats("Add", {1.5F}, {2}), (Floats{3.5F}));
  EXPECT_EQ(OfFloats("Sub", {1.5F}, {2}), (Floats{-0.5F}));
  EXPECT_EQ(OfFloats("Mul", {1.5F}, {2}), (Floats{3}));
  EXPECT_EQ(OfFloats("Div", {1.5F}, {2}), (Floats{0.75F}));
  EXPECT_EQ(OfFloats("Mod", {-1.5F}, {1}), (Floats{0.5F}));
  EXPECT_EQ(OfFloats("Pow", {1.5F}, {2}), (Floats{2.25F}));
  EXPECT_EQ(FoldFloats(TestNode("Mul").Constant({1}, {0.5F}).Integers({3})), (Floats{1.5F}));
  const TestNode remainder =
      TestNode("Mod").Constant({1}, {-1.5F}).Constant({1}, {1}).With("fmod", int64_t{1});
  EXPECT_EQ(FoldFloats(remainder), (Floats{-0.5F}));
}

TEST(FoldArithmetic, WrapsAndRefusesInsteadOfOverflowing) {
  EXPECT_EQ(OfIntegers("Add", {INT64_MAX}, {1}), (Integers{INT64_MIN}));
  EXPECT_EQ(OfIntegers("Mul", {INT64_MIN}, {-1}), (Integers{INT64_MIN}));
  EXPECT_EQ(OfIntegers("Div", {INT64_MIN}, {-1}), (Integers{INT64_MIN}));
  EXPECT_EQ(OfIntegers("Mod", {INT64_MIN}, {-1}), (Integers{0}));
  EXPECT_TRUE(Complains(TestNode("Div").Integers({1}).Integers({0}), "by 0"));
  EXPECT_TRUE(Complains(TestNode("Mod").Integers({1}).Integers({0}), "by 0"));
  EXPECT_TRUE(Complains(TestNode("Pow").Integers({10}).Integers({40}), "too large"));
}

TEST(FoldArithmetic, Broadcasts) {
  const TestNode node = TestNode("Mul").Constant({2, 1}, {1, 10}).Constant({3}, {1, 2, 3});
  EXPECT_EQ(FoldFloats(node), (Floats{1, 2, 3, 10, 20, 30}));
  EXPECT_EQ(FoldedShape(node), (Shape{2, 3}));
  EXPECT_EQ(FoldedShape(TestNode("Mul").ShapeOnly({2, 1}).Constant({3}, {1, 2, 3})), (Shape{2, 3}));
  EXPECT_TRUE(
      Complains(TestNode("Mul").Constant({2}, {1, 2}).Constant({3}, {1, 2, 3}), "broadcast"));
  EXPECT_TRUE(Complains(TestNode("Add").ShapeOnly({1 << 15, 1}).ShapeOnly({1 << 15}), "at most"));
  EXPECT_TRUE(Complains(TestNode("Add").Integers({1}), "missing"));
}

TEST(FoldComparison, GivesTruths) {
  EXPECT_EQ(OfIntegers("Equal", {1, 2, 3}, {2}), (Integers{0, 1, 0}));
  EXPECT_EQ(OfIntegers("Less", {1, 2, 3}, {2}), (Integers{1, 0, 0}));
  EXPECT_EQ(OfIntegers("LessOrEqual", {1, 2, 3}, {2}), (Integers{1, 1, 0}));
  EXPECT_EQ(OfIntegers("Greater", {1, 2, 3}, {2}), (Integers{0, 0, 1}));
  EXPECT_EQ(OfIntegers("GreaterOrEqual", {1, 2, 3}, {2}), (Integers{0, 1, 1}));
  EXPECT_EQ(OfIntegers("And", {0, 0, 1, 1}, {0, 1, 0, 1}), (Integers{0, 0, 0, 1}));
  EXPECT_EQ(OfIntegers("Or", {0, 0, 1, 1}, {0, 1, 0, 1}), (Integers{0, 1, 1, 1}));
  EXPECT_EQ(FoldIntegers(TestNode("Not").Integers({0, 1})), (Integers{1, 0}));
  EXPECT_EQ(FoldIntegers(TestNode("Less").Constant({1}, {0.5F}).Constant({1}, {0.75F})),
            (Integers{1}));
}

TEST(FoldFunction, OfOneVariable) {
  EXPECT_EQ(OfFloats("Ceil", {1.2F, -1.2F}), (Floats{2, -1}));
  EXPECT_EQ(OfFloats("Floor", {1.2F, -1.2F}), (Floats{1, -2}));
  EXPECT_EQ(OfFloats("Round", {0.5F, 1.5F, -2.5F}), (Floats{0, 2, -2}));
  EXPECT_EQ(OfFloats("Sqrt", {9}), (Floats{3}));
  EXPECT_EQ(OfFloats("Exp", {0}), (Floats{1}));
  EXPECT_EQ(OfFloats("Log", {1}), (Floats{0}));
  EXPECT_EQ(OfFloats("Reciprocal", {4}), (Floats{0.25F}));
  EXPECT_EQ(OfFloats("Neg", {4}), (Floats{-4}));
  EXPECT_EQ(OfFloats("Abs", {-4, 4}), (Floats{4, 4}));
  EXPECT_EQ(FoldIntegers(TestNode("Neg").Integers({4})), (Integers{-4}));
  EXPECT_EQ(FoldIntegers(TestNode("Abs").Integers({-4})), (Integers{4}));
}

TEST(FoldFunction, KeepsNaNsForTheLayersToRefuse) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  EXPECT_TRUE(std::isnan(OfFloats("Min", {nan}, {1})[0]));
  EXPECT_TRUE(std::isnan(OfFloats("Max", {1}, {nan})[0]));
}

TEST(FoldWhere, ChoosesAndBroadcasts) {
  EXPECT_EQ(FoldIntegers(TestNode("Where").Integers({1, 0}).Integers({5}).Integers({6, 7})),
            (Integers{5, 7}));
  const float infinity = std::numeric_limits<float>::infinity();
  EXPECT_EQ(
      FoldFloats(
          TestNode("Where").Integers({1, 0}).Constant({2, 1}, {1, infinity}).Constant({1}, {3})),
      (Floats{1, 3, infinity, 3}));
  EXPECT_EQ(FoldedShape(TestNode("Where").Integers({1, 0}).ShapeOnly({3, 1}).ShapeOnly({1})),
            (Shape{3, 2}));
}

}  // namespace
}  // namespace aqua::graph

#include "aqua/layers/reshape/reshape.h"

#include <gtest/gtest.h>

#include "aqua/core/error.h"
#include "aqua/layers/testing/run_layer.h"
#include "aqua/layers/testing/test_node.h"

namespace aqua::layers {
namespace {

Shape OutputFor(const TestNode& node, const Shape& input) {
  return node.ImportAs<Reshape>()->OutputShape(std::vector<Shape>{input});
}

TestNode To(std::vector<int64_t> target, const Shape& input = {1, 8, 2, 2}) {
  return TestNode("Reshape").Activation(input).Integers(std::move(target));
}

TEST(Reshape, KeepsValuesInOrder) {
  const Tensor output = RunWhole(Reshape({4}), {CountingTensor({2, 2, 2})});
  EXPECT_EQ(output.shape(), (Shape{2, 4}));
  EXPECT_EQ(ValuesOf(output), ValuesOf(CountingTensor({2, 4})));
}

TEST(Reshape, RefusesWhatDoesNotDivide) {
  EXPECT_THROW(Reshape({3}).OutputShape(std::vector<Shape>{{1, 8}}), Error);
  EXPECT_THROW(Reshape({3, 0}), Error);
}

TEST(ImportReshape, ResolvesZerosAndMinusOne) {
  EXPECT_EQ(OutputFor(To({0, -1}), {1, 8, 2, 2}), (Shape{1, 32}));
  EXPECT_EQ(OutputFor(To({-1, 32}), {1, 8, 2, 2}), (Shape{1, 32}));
  EXPECT_EQ(OutputFor(To({1, 2, 4, 0, -1}, {1, 8, 2, 2}), {1, 8, 2, 2}), (Shape{1, 2, 4, 2, 2}));
}

TEST(ImportReshape, RunsAtAnyBatch) {
  EXPECT_EQ(OutputFor(To({0, -1}), {5, 8, 2, 2}), (Shape{5, 32}));
  EXPECT_EQ(OutputFor(To({1, -1}), {5, 8, 2, 2}), (Shape{5, 32}));
  EXPECT_EQ(OutputFor(To({1, 32}), {5, 8, 2, 2}), (Shape{5, 32}));
  EXPECT_EQ(OutputFor(To({-1, 16}), {5, 8, 2, 2}), (Shape{10, 16}));
}

TEST(ImportReshape, ReadsATargetForTheDeclaredBatchAsOneForTheRunningBatch) {
  const auto declared = [](std::vector<int64_t> target) {
    TestNode node = To(std::move(target));
    node.model().declared_batch = 8;
    return node;
  };
  EXPECT_EQ(OutputFor(declared({8, 32}), {5, 8, 2, 2}), (Shape{5, 32}));
  EXPECT_EQ(OutputFor(declared({8, -1}), {5, 8, 2, 2}), (Shape{5, 32}));
  EXPECT_EQ(OutputFor(declared({16, 16}), {5, 8, 2, 2}), (Shape{10, 16}));
  EXPECT_EQ(OutputFor(declared({-1, 32}), {5, 8, 2, 2}), (Shape{5, 32}));
  EXPECT_EQ(OutputFor(declared({1, 32}), {5, 8, 2, 2}), (Shape{5, 32}));
  EXPECT_NE(declared({4, 32}).Complaint(), "");
}

TEST(ImportReshape, RefusesTargetsThatDoNotFit) {
  EXPECT_NE(To({1, 33}).Complaint(), "");
  EXPECT_NE(To({-1, 33}).Complaint(), "");
  EXPECT_NE(To({-1, -1}).Complaint(), "");
  EXPECT_NE(To({1, -2}).Complaint(), "");
  EXPECT_NE(To({1, 32, 1, 1, 0}).Complaint(), "");
  EXPECT_NE(To({1, int64_t{1} << 62, 4}).Complaint(), "");
  EXPECT_NE(To({0, 32}).With("allowzero", int64_t{1}).Complaint(), "");
  EXPECT_NE(TestNode("Reshape").Activation({1, 8}).Activation({2}).Complaint(), "");
}

TEST(ImportFlatten, SplitsAtItsAxis) {
  const auto at = [](int64_t axis) {
    return TestNode("Flatten").Activation({1, 3, 4, 5}).With("axis", axis);
  };
  EXPECT_EQ(OutputFor(TestNode("Flatten").Activation({1, 3, 4, 5}), {2, 3, 4, 5}), (Shape{2, 60}));
  EXPECT_EQ(OutputFor(at(2), {2, 3, 4, 5}), (Shape{6, 20}));
  EXPECT_EQ(OutputFor(at(-1), {1, 3, 4, 5}), (Shape{12, 5}));
  EXPECT_EQ(OutputFor(at(4), {1, 3, 4, 5}), (Shape{60, 1}));
  EXPECT_EQ(OutputFor(at(0), {2, 3, 4, 5}), (Shape{2, 60}));
  EXPECT_NE(at(5).Complaint(), "");
}

TEST(ImportSqueeze, TakesAxesAsAttributeOrInput) {
  const TestNode old = TestNode("Squeeze", 11).Activation({1, 8, 1, 1}).Ints("axes", {2, 3});
  EXPECT_EQ(OutputFor(old, {4, 8, 1, 1}), (Shape{4, 8}));
  const TestNode recent = TestNode("Squeeze", 13).Activation({1, 8, 1, 1}).Integers({-1});
  EXPECT_EQ(OutputFor(recent, {4, 8, 1, 1}), (Shape{4, 8, 1}));
  EXPECT_NE(TestNode("Squeeze", 11).Activation({1, 8}).Ints("axes", {1}).Complaint(), "");
}

TEST(ImportSqueeze, WithoutAxesLeavesTheBatch) {
  EXPECT_EQ(OutputFor(TestNode("Squeeze", 13).Activation({1, 8, 1, 1}), {4, 8, 1, 1}),
            (Shape{4, 8}));
}

TEST(ImportUnsqueeze, TakesAxesAsAttributeOrInput) {
  const TestNode old = TestNode("Unsqueeze", 11).Activation({1, 8}).Ints("axes", {2, 3});
  EXPECT_EQ(OutputFor(old, {4, 8}), (Shape{4, 8, 1, 1}));
  const TestNode recent = TestNode("Unsqueeze", 13).Activation({1, 8}).Integers({-2});
  EXPECT_EQ(OutputFor(recent, {4, 8}), (Shape{4, 1, 8}));
  EXPECT_NE(TestNode("Unsqueeze", 13).Activation({1, 8}).Complaint(), "");
  EXPECT_NE(TestNode("Unsqueeze", 13).Activation({1, 8}).Integers({5}).Complaint(), "");
}

}  // namespace
}  // namespace aqua::layers

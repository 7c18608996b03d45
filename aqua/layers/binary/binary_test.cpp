#include "aqua/layers/binary/binary.h"

#include <gtest/gtest.h>

#include "aqua/core/error.h"
#include "aqua/layers/testing/run_layer.h"
#include "aqua/layers/testing/test_node.h"

namespace aqua::layers {
namespace {

TEST(Binary, ComputesEachOperation) {
  const Tensor a({1, 2}, {{6, 8}});
  const Tensor b({1, 2}, {{2, 4}});
  const auto run = [&](BinaryOperation operation) {
    return ValuesOf(RunWhole(Binary(operation), {a, b}));
  };
  EXPECT_EQ(run(BinaryOperation::kAdd), (std::vector<float>{8, 12}));
  EXPECT_EQ(run(BinaryOperation::kSubtract), (std::vector<float>{4, 4}));
  EXPECT_EQ(run(BinaryOperation::kMultiply), (std::vector<float>{12, 32}));
  EXPECT_EQ(run(BinaryOperation::kDivide), (std::vector<float>{3, 2}));
}

TEST(Binary, AConstantStaysOnItsSide) {
  const Tensor two(Shape{}, std::vector<float>{2});
  const Tensor input({1, 2}, {{6, 8}});
  EXPECT_EQ(
      ValuesOf(RunWhole(Binary(BinaryOperation::kSubtract, two, ConstantSide::kFirst), {input})),
      (std::vector<float>{-4, -6}));
  EXPECT_EQ(
      ValuesOf(RunWhole(Binary(BinaryOperation::kSubtract, two, ConstantSide::kSecond), {input})),
      (std::vector<float>{4, 6}));
}

TEST(Binary, RepeatsAMapOfOneCellOverTheWindow) {
  const Tensor map = CountingTensor({1, 2, 3, 3});
  const Tensor gate({1, 2, 1, 1}, {{10, 100}});
  const Binary layer(BinaryOperation::kMultiply);
  const Window window{{1, 2}, {1, 3}};
  EXPECT_EQ(ValuesOf(RunWindow(layer, {Cut(map, window), Activation::Whole(gate)}, window)),
            (std::vector<float>{40, 50, 1300, 1400}));
  EXPECT_EQ(ValuesOf(RunWindow(layer, {Activation::Whole(gate), Cut(map, window)}, window)),
            (std::vector<float>{40, 50, 1300, 1400}));
}

TEST(Binary, ReadsASpatialConstantAtTheWindow) {
  const Tensor zeros(Shape{1, 2, 2, 3});
  const Window window{{1, 2}, {0, 2}};
  for (const Shape& shape : {Shape{2, 3}, Shape{1, 2, 3}, Shape{1, 1, 2, 3}}) {
    const Binary layer(BinaryOperation::kAdd, CountingTensor(shape), ConstantSide::kSecond);
    EXPECT_EQ(ValuesOf(RunWindow(layer, {Cut(zeros, window)}, window)),
              (std::vector<float>{3, 4, 3, 4}))
        << shape.ToString();
  }
  const Binary columns(BinaryOperation::kAdd, CountingTensor({3}), ConstantSide::kFirst);
  EXPECT_EQ(ValuesOf(RunWindow(columns, {Cut(zeros, window)}, window)),
            (std::vector<float>{0, 1, 0, 1}));
}

TEST(Binary, KeepsWhatBothMapsKeep) {
  const Binary layer(BinaryOperation::kAdd);
  const Place a{{1, 2, 6, 6}, {{0, 4}, {1, 6}}};
  const Place b{{1, 2, 6, 6}, {{1, 6}, {0, 6}}};
  EXPECT_EQ(layer.KeptWindow(std::vector<Place>{a, b}), (Window{{1, 4}, {1, 6}}));
  const Place row{{1, 1, 1, 6}, {{0, 1}, {2, 5}}};
  EXPECT_EQ(layer.KeptWindow(std::vector<Place>{a, row}), (Window{{0, 4}, {2, 5}}));
  const Place gate = Place::Whole({1, 2, 1, 1});
  EXPECT_EQ(layer.KeptWindow(std::vector<Place>{gate, a}), a.window);
}

TEST(Binary, ReadsARepeatedAxisWhole) {
  const Binary layer(BinaryOperation::kAdd);
  const std::vector<Shape> inputs = {{1, 2, 6, 6}, {1, 1, 1, 6}, {1, 2, 1, 1}};
  const Window output{{2, 3}, {4, 6}};
  EXPECT_EQ(layer.InputWindow(output, std::span(inputs).first(2), 0), output);
  EXPECT_EQ(layer.InputWindow(output, std::span(inputs).first(2), 1), (Window{{0, 1}, {4, 6}}));
}

TEST(Binary, RefusesShapesThatDoNotFit) {
  const Binary layer(BinaryOperation::kAdd);
  EXPECT_THROW(layer.OutputShape(std::vector<Shape>{{1, 2, 4, 4}, {1, 3, 4, 4}}), Error);
  EXPECT_THROW(layer.OutputShape(std::vector<Shape>{{1, 2, 4, 4}, {1, 1, 2, 4, 4}}), Error);
  const auto with = [](const Shape& shape) {
    return Binary(BinaryOperation::kAdd, Tensor(shape), ConstantSide::kFirst);
  };
  EXPECT_THROW(with({1, 1, 3}).OutputShape(std::vector<Shape>{{1, 3}}), Error);
  EXPECT_THROW(with({2, 3}).OutputShape(std::vector<Shape>{{1, 3}}), Error);
  EXPECT_THROW(with({0}), Error);
}

TEST(ImportBinary, FindsTheConstantOnEitherSide) {
  const auto second = TestNode("Div").Activation({1, 3}).Constant({}, {2}).ImportAs<Binary>();
  EXPECT_EQ(second->operation(), BinaryOperation::kDivide);
  EXPECT_EQ(second->constant_side(), ConstantSide::kSecond);
  const ImportedLayer first = TestNode("Sub").Constant({}, {2}).Activation({1, 3}).Import();
  EXPECT_EQ(first.activations, (std::vector<size_t>{1}));
  const ImportedLayer both = TestNode("Mul").Activation({1, 3}).Activation({1, 3}).Import();
  EXPECT_EQ(both.activations, (std::vector<size_t>{0, 1}));
  EXPECT_NE(TestNode("Add").Activation({1, 3}).Complaint(), "");
}

TEST(ImportBinary, AddsASumOfTwoAndPassesASumOfOneOn) {
  EXPECT_EQ(TestNode("Sum").Activation({1, 3}).Import().layer, nullptr);
  EXPECT_EQ(TestNode("Sum").Activation({1, 3}).Activation({1, 3}).ImportAs<Binary>()->operation(),
            BinaryOperation::kAdd);
  EXPECT_NE(
      TestNode("Sum").Activation({1}).Activation({1}).Activation({1}).Complaint().find("3 inputs"),
      std::string::npos);
}

}  // namespace
}  // namespace aqua::layers

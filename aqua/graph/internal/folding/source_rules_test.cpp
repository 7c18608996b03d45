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

TEST(FoldConstant, ReadsEveryFormOfValue) {
  TestNode tensor("Constant");
  tensor.With("value", onnx::OnnxTensor{{1, 2}, Floats{3, 4}});
  EXPECT_EQ(FoldFloats(tensor), (Floats{3, 4}));
  EXPECT_EQ(FoldedShape(tensor), (Shape{1, 2}));
  EXPECT_EQ(FoldIntegers(TestNode("Constant").With("value_int", int64_t{5})), (Integers{5}));
  EXPECT_EQ(FoldedShape(TestNode("Constant").With("value_int", int64_t{5})).rank(), 0);
  EXPECT_EQ(FoldIntegers(TestNode("Constant").Ints("value_ints", {5, 6})), (Integers{5, 6}));
  EXPECT_EQ(FoldFloats(TestNode("Constant").With("value_float", 0.5F)), (Floats{0.5F}));
  EXPECT_EQ(FoldFloats(TestNode("Constant").With("value_floats", Floats{1, 2})), (Floats{1, 2}));
  EXPECT_TRUE(Complains(TestNode("Constant"), "no number"));
  EXPECT_TRUE(Complains(TestNode("Constant").With("value_string", std::string("a")), "no number"));
}

TEST(FoldConstant, OfATensorCopiesNothing) {
  TestNode node("Constant");
  node.With("value", onnx::OnnxTensor{{2}, Floats{3, 4}});
  const auto& value = std::get<onnx::OnnxTensor>(node.node().attributes.at("value"));
  EXPECT_EQ(Fold(node).constant.get(), &value);
}

TEST(FoldConstantOfShape, RepeatsItsValue) {
  EXPECT_EQ(FoldFloats(TestNode("ConstantOfShape").Integers({2, 2})), (Floats{0, 0, 0, 0}));
  EXPECT_EQ(FoldIntegers(TestNode("ConstantOfShape")
                             .Integers({3})
                             .With("value", onnx::OnnxTensor{{1}, Integers{7}})),
            (Integers{7, 7, 7}));
  EXPECT_EQ(FoldedShape(TestNode("ConstantOfShape").Integers({0})), (Shape{0}));
  EXPECT_TRUE(Complains(TestNode("ConstantOfShape").Integers({1 << 30}), "at most"));
  EXPECT_TRUE(Complains(TestNode("ConstantOfShape").Integers({-1}), "negative"));
  EXPECT_TRUE(Complains(TestNode("ConstantOfShape").Integers(Integers(30, 1)), "30 dimensions"));
  EXPECT_TRUE(Complains(TestNode("ConstantOfShape")
                            .Integers({3})
                            .With("value", onnx::OnnxTensor{{2}, Integers{7, 8}}),
                        "cannot take"));
}

TEST(FoldRange, StopsBeforeItsLimit) {
  const auto range = [](int64_t start, int64_t limit, int64_t step) {
    return TestNode("Range").Integers({start}).Integers({limit}).Integers({step});
  };
  EXPECT_EQ(FoldIntegers(range(1, 8, 3)), (Integers{1, 4, 7}));
  EXPECT_EQ(FoldIntegers(range(3, 0, -1)), (Integers{3, 2, 1}));
  EXPECT_EQ(FoldIntegers(range(3, 0, 1)), (Integers{}));
  EXPECT_TRUE(Complains(range(0, 5, 0), "no end"));
  EXPECT_TRUE(Complains(range(INT64_MIN, INT64_MAX, 1), "too long"));
  const TestNode floats =
      TestNode("Range").Constant({}, {0}).Constant({}, {1}).Constant({}, {0.4F});
  EXPECT_EQ(FoldFloats(floats), (Floats{0, 0.4F, 0.8F}));
  EXPECT_EQ(FoldedShape(floats), (Shape{3}));
}

TEST(FoldIdentity, PassesOnTheSameConstant) {
  const TestNode node = TestNode("Identity").Constant({1}, {5});
  EXPECT_EQ(Fold(node).constant, node.Context().input(0).constant);
  EXPECT_EQ(FoldedShape(TestNode("Identity").ShapeOnly({4, 5})), (Shape{4, 5}));
  EXPECT_TRUE(Complains(TestNode("Identity"), "missing"));
}

TEST(FoldCast, ChangesBetweenFloatsIntegersAndTruths) {
  const auto floats = [](int64_t to) {
    return TestNode("Cast").Constant({3}, {0, 0.5F, -2.5F}).With("to", to);
  };
  EXPECT_EQ(FoldIntegers(floats(7)), (Integers{0, 0, -2}));
  EXPECT_EQ(FoldIntegers(floats(9)), (Integers{0, 1, 1}));
  EXPECT_EQ(FoldFloats(floats(10)), (Floats{0, 0.5F, -2.5F}));
  EXPECT_EQ(FoldFloats(TestNode("Cast").Integers({2, 3}).With("to", int64_t{1})), (Floats{2, 3}));
  EXPECT_EQ(FoldedShape(TestNode("Cast").ShapeOnly({4}).With("to", int64_t{1})), (Shape{4}));
  EXPECT_TRUE(Complains(floats(8), "type 8"));
  EXPECT_TRUE(Complains(floats(0), "type 0"));
  EXPECT_TRUE(
      Complains(TestNode("Cast").Constant({1}, {1e30F}).With("to", int64_t{7}), "no integer"));
}

}  // namespace
}  // namespace aqua::graph

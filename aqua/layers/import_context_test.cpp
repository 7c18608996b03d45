#include "aqua/layers/import_context.h"

#include <gtest/gtest.h>

#include <limits>

#include "aqua/layers/testing/test_node.h"

namespace aqua::layers {
namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

TEST(ImportContext, ComplaintsNameFileNodeAndOperator) {
  const TestNode node("Conv");
  try {
    node.Context().Fail("has {} legs", 3);
    FAIL();
  } catch (const ImportError& error) {
    EXPECT_STREQ(error.what(), "test.onnx: node node (Conv): has 3 legs");
  }
}

TEST(ImportContext, AttributesFallBackWhenAbsent) {
  const TestNode node("Conv");
  const ImportContext context = node.Context();
  EXPECT_EQ(context.Int("group", 7), 7);
  EXPECT_EQ(context.Float("alpha", 0.5F), 0.5F);
  EXPECT_EQ(context.String("mode", "edge"), "edge");
  EXPECT_EQ(context.Ints("pads", {1, 2}), (std::vector<int64_t>{1, 2}));
}

TEST(ImportContext, RefusesAnAttributeOfAnotherType) {
  const TestNode node = TestNode("Conv").With("group", std::string("two"));
  EXPECT_THROW(node.Context().Int("group", 1), ImportError);
}

TEST(ImportContext, RefusesNaNs) {
  EXPECT_THROW(TestNode("LeakyRelu").With("alpha", kNan).Context().Float("alpha", 0), ImportError);
  const TestNode node = TestNode("Clip").Constant({}, {kNan}).Constant({2}, {1, kNan});
  EXPECT_THROW(node.Context().ConstantScalar(0, 0), ImportError);
  EXPECT_THROW(node.Context().ConstantTensor(1), ImportError);
}

TEST(ImportContext, TellsActivationsConstantsAndAbsentInputsApart) {
  const TestNode node = TestNode("Gemm").Activation({1, 4}).LeftOut().ShapeOnly({3, 4});
  const ImportContext context = node.Context();
  EXPECT_EQ(context.ActivationShape(0), (Shape{1, 4}));
  EXPECT_FALSE(context.IsConstant(0));
  EXPECT_FALSE(context.HasInput(1));
  EXPECT_TRUE(context.IsConstant(2));
  EXPECT_FALSE(context.ConstantTensor(2).has_data());
  EXPECT_FALSE(context.HasInput(9));
  EXPECT_THROW(context.ActivationShape(2), ImportError);
  EXPECT_THROW(context.ConstantTensor(0), ImportError);
  EXPECT_THROW(context.ConstantTensor(1), ImportError);
}

TEST(ImportContext, ReadsIntegersAsNumbersToo) {
  const TestNode node = TestNode("Mul").Integers({5});
  EXPECT_EQ(node.Context().ConstantTensor(0)[0], 5);
  EXPECT_EQ(node.Context().ConstantScalar(0, 0), 5);
  EXPECT_EQ(node.Context().ConstantInts(0), (std::vector<int64_t>{5}));
}

TEST(ImportContext, RefusesFloatsForIntegersAndListsForANumber) {
  const TestNode node = TestNode("Reshape").Constant({2}, {1, 2});
  EXPECT_THROW(node.Context().ConstantInts(0), ImportError);
  EXPECT_THROW(node.Context().ConstantScalar(0, 0), ImportError);
}

}  // namespace
}  // namespace aqua::layers

#include "aqua/layers/prelu/prelu.h"

#include <gtest/gtest.h>

#include "aqua/core/error.h"
#include "aqua/layers/testing/run_layer.h"
#include "aqua/layers/testing/test_node.h"

namespace aqua::layers {
namespace {

TEST(PRelu, HasASlopeAChannel) {
  const PRelu layer(Tensor({2, 1, 1}, {{0.5F, 2}}));
  EXPECT_EQ(ValuesOf(RunWhole(layer, {Tensor({1, 2, 1, 2}, {{-2, 3, -2, 3}})})),
            (std::vector<float>{-1, 3, -4, 3}));
  EXPECT_THROW(layer.OutputShape(std::vector<Shape>{{1, 3, 4, 4}}), Error);
}

TEST(PRelu, OrOneSlopeForAll) {
  const PRelu layer(Tensor({1}, {{0.5F}}));
  EXPECT_EQ(ValuesOf(RunWhole(layer, {Tensor({1, 3}, {{-2, 3, -4}})})),
            (std::vector<float>{-1, 3, -2}));
}

TEST(ImportPRelu, TakesSlopesThatVaryByChannel) {
  EXPECT_EQ(TestNode("PRelu").Activation({1, 3, 4, 4}).ShapeOnly({3, 1, 1}).Complaint(), "");
  EXPECT_EQ(TestNode("PRelu").Activation({1, 3, 4, 4}).ShapeOnly({1, 3, 1, 1}).Complaint(), "");
  EXPECT_EQ(TestNode("PRelu").Activation({1, 3, 4, 4}).ShapeOnly({1}).Complaint(), "");
  EXPECT_EQ(TestNode("PRelu").Activation({1, 3}).ShapeOnly({3}).Complaint(), "");
  for (const Shape& bad : {Shape{4}, Shape{4, 4}, Shape{2, 1, 1}, Shape{1, 1, 1, 1, 1}}) {
    EXPECT_NE(TestNode("PRelu").Activation({1, 3, 4, 4}).ShapeOnly(bad).Complaint(), "")
        << bad.ToString();
  }
}

TEST(ImportPRelu, CountsShapeOnlySlopesWithoutRunning) {
  const auto layer =
      TestNode("PRelu").Activation({1, 3, 4, 4}).ShapeOnly({3, 1, 1}).ImportAs<PRelu>();
  EXPECT_EQ(layer->ParameterCount(), 3);
  EXPECT_FALSE(layer->HasData());
}

}  // namespace
}  // namespace aqua::layers

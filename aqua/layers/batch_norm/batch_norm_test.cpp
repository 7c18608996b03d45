#include "aqua/layers/batch_norm/batch_norm.h"

#include <gtest/gtest.h>

#include "aqua/core/error.h"
#include "aqua/layers/testing/run_layer.h"
#include "aqua/layers/testing/test_node.h"

namespace aqua::layers {
namespace {

TestNode Node(int64_t opset = 15) {
  return TestNode("BatchNormalization", opset)
      .Activation({1, 2, 1, 1})
      .Constant({2}, {2, 3})
      .Constant({2}, {10, 20})
      .Constant({2}, {1, 4})
      .Constant({2}, {3, 8});
}

TEST(BatchNorm, ScalesAndShiftsEachChannel) {
  const BatchNorm layer(Tensor({2}, {{2, -1}}), Tensor({2}, {{1, 0}}));
  EXPECT_EQ(ValuesOf(RunWhole(layer, {Tensor({1, 2, 1, 2}, {{1, 2, 3, 4}})})),
            (std::vector<float>{3, 5, -3, -4}));
  EXPECT_EQ(ValuesOf(RunWhole(layer, {Tensor({1, 2}, {{1, 2}})})), (std::vector<float>{3, -2}));
}

TEST(BatchNorm, RefusesOtherChannels) {
  EXPECT_THROW(BatchNorm(Tensor(Shape{2}), Tensor(Shape{3})), Error);
  const BatchNorm layer(Tensor(Shape{2}), Tensor(Shape{2}));
  EXPECT_THROW(layer.OutputShape(std::vector<Shape>{{1, 3, 4, 4}}), Error);
}

TEST(ImportBatchNorm, TurnsStatisticsIntoScaleAndShift) {
  const auto layer = Node().With("epsilon", 1.0F).ImportAs<BatchNorm>();
  ASSERT_TRUE(layer);
  // 2 / sqrt(3 + 1) = 1 and 10 - 1 * 1; 3 / sqrt(8 + 1) = 1 and 20 - 4 * 1.
  EXPECT_EQ(ValuesOf(layer->scale()), (std::vector<float>{1, 1}));
  EXPECT_EQ(ValuesOf(layer->shift()), (std::vector<float>{9, 16}));
}

TEST(ImportBatchNorm, HasOnnxsEpsilonByDefault) {
  const auto layer = TestNode("BatchNormalization")
                         .Activation({1, 1, 1, 1})
                         .Constant({1}, {1})
                         .Constant({1}, {0})
                         .Constant({1}, {0})
                         .Constant({1}, {0})
                         .ImportAs<BatchNorm>();
  EXPECT_NEAR(layer->scale()[0], 316.2278, 1e-3);
}

TEST(ImportBatchNorm, KeepsShapeOnlyStatisticsShapeOnly) {
  const auto layer = TestNode("BatchNormalization")
                         .Activation({1, 2, 4, 4})
                         .Constant({2}, {1, 1})
                         .ShapeOnly({2})
                         .ShapeOnly({2})
                         .ShapeOnly({2})
                         .ImportAs<BatchNorm>();
  EXPECT_FALSE(layer->HasData());
  EXPECT_EQ(layer->ParameterCount(), 4);
}

TEST(ImportBatchNorm, RefusesTrainingModeStatisticsACellAndNegativeVariance) {
  EXPECT_NE(Node().With("training_mode", int64_t{1}).Complaint().find("inference"),
            std::string::npos);
  EXPECT_NE(Node(7).With("spatial", int64_t{0}).Complaint().find("spatial"), std::string::npos);
  EXPECT_NE(Node().With("epsilon", -3.0F).Complaint().find("channel 0"), std::string::npos);
  EXPECT_NE(
      TestNode("BatchNormalization").Activation({1, 2, 4, 4}).Constant({2}, {1, 1}).Complaint(),
      "");
}

}  // namespace
}  // namespace aqua::layers

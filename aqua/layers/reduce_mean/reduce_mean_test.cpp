#include "aqua/layers/reduce_mean/reduce_mean.h"

#include <gtest/gtest.h>

#include "aqua/core/error.h"
#include "aqua/layers/global_pool/global_pool.h"
#include "aqua/layers/testing/run_layer.h"
#include "aqua/layers/testing/test_node.h"

namespace aqua::layers {
namespace {

TEST(ReduceMean, TakesTheMeanOverItsAxes) {
  const Tensor input = CountingTensor({2, 3, 2});
  EXPECT_EQ(ValuesOf(RunWhole(ReduceMean({1}, true), {input})), (std::vector<float>{2, 3, 8, 9}));
  EXPECT_EQ(ValuesOf(RunWhole(ReduceMean({2, 1}, false), {input})),
            (std::vector<float>{2.5F, 8.5F}));
}

TEST(ReduceMean, KeepsOrDropsItsAxes) {
  const std::vector<Shape> inputs = {{2, 3, 4, 5}};
  EXPECT_EQ(ReduceMean({1, 2}, true).OutputShape(inputs), (Shape{2, 1, 1, 5}));
  EXPECT_EQ(ReduceMean({1, 2}, false).OutputShape(inputs), (Shape{2, 5}));
  EXPECT_THROW(ReduceMean({4}, true).OutputShape(inputs), Error);
  EXPECT_THROW(ReduceMean({0, 1}, true), Error);
}

TEST(ImportReduceMean, OverHeightAndWidthOfMapsIsAGlobalPool) {
  const auto old = TestNode("ReduceMean", 13)
                       .Activation({1, 3, 9, 9})
                       .Ints("axes", {-1, 2})
                       .With("keepdims", int64_t{0})
                       .ImportAs<GlobalPool>();
  ASSERT_TRUE(old);
  EXPECT_FALSE(old->KeepsDimensions());
  const auto recent =
      TestNode("ReduceMean", 18).Activation({1, 3, 9, 9}).Integers({2, 3}).ImportAs<GlobalPool>();
  ASSERT_TRUE(recent);
  EXPECT_TRUE(recent->KeepsDimensions());
  EXPECT_EQ(recent->operation(), PoolOperation::kAverage);
}

TEST(ImportReduceMean, OverOtherAxesStaysWhatItIs) {
  const auto layer = TestNode("ReduceMean", 13)
                         .Activation({1, 9, 9, 3})
                         .Ints("axes", {1, 2})
                         .ImportAs<ReduceMean>();
  ASSERT_TRUE(layer);
  EXPECT_EQ(layer->axes(), (std::vector<int>{1, 2}));
}

TEST(ImportReduceMean, RefusesTheBatchAndAxesThatAreNotThere) {
  EXPECT_NE(TestNode("ReduceMean", 13).Activation({1, 3, 9, 9}).Complaint().find("mix images"),
            std::string::npos);
  EXPECT_NE(TestNode("ReduceMean", 13)
                .Activation({1, 3})
                .Ints("axes", {2})
                .Complaint()
                .find("out of range"),
            std::string::npos);
  EXPECT_NE(
      TestNode("ReduceMean", 13).Activation({1, 3}).Ints("axes", {1, -1}).Complaint().find("twice"),
      std::string::npos);
}

TEST(ImportReduceMean, WithoutAxesMayBeNothing) {
  const TestNode node =
      TestNode("ReduceMean", 18).Activation({1, 3}).With("noop_with_empty_axes", int64_t{1});
  EXPECT_EQ(node.Import().layer, nullptr);
}

}  // namespace
}  // namespace aqua::layers

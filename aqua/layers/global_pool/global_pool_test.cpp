#include "aqua/layers/global_pool/global_pool.h"

#include <gtest/gtest.h>

#include "aqua/core/error.h"
#include "aqua/layers/testing/run_layer.h"
#include "aqua/layers/testing/test_node.h"

namespace aqua::layers {
namespace {

TEST(GlobalPool, ReducesEachMap) {
  const Tensor maps({1, 2, 1, 2}, {{1, 3, -5, -2}});
  EXPECT_EQ(ValuesOf(RunWhole(GlobalPool(PoolOperation::kAverage), {maps})),
            (std::vector<float>{2, -3.5F}));
  EXPECT_EQ(ValuesOf(RunWhole(GlobalPool(PoolOperation::kMax), {maps})),
            (std::vector<float>{3, -2}));
}

TEST(GlobalPool, ReducesOverTheKeptCellsOnly) {
  const Activation input = Cut(CountingTensor({1, 1, 4, 4}), {{1, 3}, {2, 4}});
  EXPECT_EQ(ValuesOf(RunWindow(GlobalPool(PoolOperation::kAverage), {input}, {{0, 1}, {0, 1}})),
            (std::vector<float>{(6 + 7 + 10 + 11) / 4.0F}));
  EXPECT_EQ(ValuesOf(RunWindow(GlobalPool(PoolOperation::kMax), {input}, {{0, 1}, {0, 1}})),
            (std::vector<float>{11}));
}

TEST(GlobalPool, LeavesOnesOrNoDimensions) {
  const std::vector<Shape> maps = {{2, 5, 7, 7}};
  EXPECT_EQ(GlobalPool(PoolOperation::kMax).OutputShape(maps), (Shape{2, 5, 1, 1}));
  EXPECT_EQ(GlobalPool(PoolOperation::kMax, false).OutputShape(maps), (Shape{2, 5}));
  EXPECT_THROW(GlobalPool(PoolOperation::kMax).OutputShape(std::vector<Shape>{{2, 5, 7}}), Error);
}

TEST(ImportGlobalPool, KnowsBothOperators) {
  const auto average =
      TestNode("GlobalAveragePool").Activation({1, 3, 9, 9}).ImportAs<GlobalPool>();
  ASSERT_TRUE(average);
  EXPECT_EQ(average->operation(), PoolOperation::kAverage);
  const auto max = TestNode("GlobalMaxPool").Activation({1, 3, 9, 9}).ImportAs<GlobalPool>();
  ASSERT_TRUE(max);
  EXPECT_EQ(max->operation(), PoolOperation::kMax);
}

}  // namespace
}  // namespace aqua::layers

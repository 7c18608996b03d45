#include "aqua/layers/broadcast.h"

#include <gtest/gtest.h>

#include "aqua/core/error.h"
#include "aqua/layers/testing/run_layer.h"

namespace aqua::layers {
namespace {

TEST(BroadcastShape, RepeatsOnesAndAlignsEnds) {
  EXPECT_EQ(BroadcastShape({2, 1, 4}, {3, 1}), (Shape{2, 3, 4}));
  EXPECT_EQ(BroadcastShape({}, {5}), (Shape{5}));
  EXPECT_THROW(BroadcastShape({2, 3}, {2}), Error);
}

TEST(BroadcastOffsets, StayWhereADimensionIsRepeated) {
  Tensor result(Shape{2, 2, 3});
  Gather(CountingTensor({2, 1}), BroadcastOffsets({2, 1}, {2, 2, 3}), 0, result);
  EXPECT_EQ(ValuesOf(result), (std::vector<float>{0, 0, 0, 1, 1, 1, 0, 0, 0, 1, 1, 1}));
}

}  // namespace
}  // namespace aqua::layers

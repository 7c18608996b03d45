#include "aqua/layers/channel_shuffle/channel_shuffle.h"

#include <gtest/gtest.h>

#include "aqua/core/error.h"
#include "aqua/layers/testing/run_layer.h"
#include "aqua/layers/transpose/transpose.h"

namespace aqua::layers {
namespace {

TEST(ChannelShuffle, DealsItsGroupsOutInTurn) {
  EXPECT_EQ(ValuesOf(RunWhole(ChannelShuffle(2), {CountingTensor({1, 6})})),
            (std::vector<float>{0, 3, 1, 4, 2, 5}));
  EXPECT_EQ(ValuesOf(RunWhole(ChannelShuffle(3), {CountingTensor({1, 6})})),
            (std::vector<float>{0, 2, 4, 1, 3, 5}));
}

TEST(ChannelShuffle, IsReshapeTransposeReshape) {
  const Tensor input = RandomTensor({2, 12, 3, 2}, 1);
  const Tensor split = input.Reshaped({2, 4, 3, 6});
  const Tensor turned = RunWhole(Transpose({0, 2, 1, 3}), {split});
  EXPECT_EQ(ValuesOf(RunWhole(ChannelShuffle(4), {input})), ValuesOf(turned));
}

TEST(ChannelShuffle, RefusesGroupsThatDoNotFit) {
  EXPECT_THROW(ChannelShuffle(0), Error);
  EXPECT_THROW(ChannelShuffle(4).OutputShape(std::vector<Shape>{{1, 6, 2, 2}}), Error);
  EXPECT_THROW(ChannelShuffle(1).OutputShape(std::vector<Shape>{{6}}), Error);
}

}  // namespace
}  // namespace aqua::layers

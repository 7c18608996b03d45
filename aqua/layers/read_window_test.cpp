#include "aqua/layers/read_window.h"

#include <gtest/gtest.h>

#include "aqua/layers/testing/run_layer.h"

namespace aqua::layers {
namespace {

TEST(ReadWindow, ReadsZerosWhereTheInputHoldsNothing) {
  // Of a 4x4 map the cells [1,3)x[1,3) are held: 5 6 / 9 10.
  const Activation input = Cut(CountingTensor({1, 1, 4, 4}), {{1, 3}, {1, 3}});
  EXPECT_EQ(ValuesOf(ReadWindow(input, {{0, 2}, {2, 5}})), (std::vector<float>{0, 0, 0, 6, 0, 0}));
}

TEST(ReadWindow, ReadsEveryMapOfTheBatch) {
  const Activation input = Activation::Whole(CountingTensor({2, 2, 2, 2}));
  EXPECT_EQ(ValuesOf(ReadWindow(input, {{1, 2}, {0, 1}})), (std::vector<float>{2, 6, 10, 14}));
}

TEST(ReadWindow, ReadsZerosOnlyFarOutside) {
  const Activation input = Activation::Whole(CountingTensor({1, 1, 2, 2}));
  EXPECT_EQ(ValuesOf(ReadWindow(input, {{-3, -1}, {7, 8}})), (std::vector<float>{0, 0}));
}

TEST(ReadWindow, SharesDataWhenTheWindowIsWhatIsHeld) {
  const Activation map = Activation::Whole(CountingTensor({1, 1, 2, 2}));
  EXPECT_EQ(ReadWindow(map, Window::Full(map.place.shape)).data(), map.data.data());
  const Activation vector = Activation::Whole(CountingTensor({1, 5}));
  EXPECT_EQ(ReadWindow(vector, {{0, 1}, {0, 1}}).data(), vector.data.data());
}

}  // namespace
}  // namespace aqua::layers

#include "aqua/layers/fake_quantize/fake_quantize.h"

#include <gtest/gtest.h>

#include "aqua/layers/testing/run_layer.h"

namespace aqua::layers {
namespace {

constexpr int32_t kUint8 = 2;

TEST(FakeQuantize, RoundsToWhatIntegersStandFor) {
  const FakeQuantize layer({{0.5F}, {100}, 0, FindIntegerType(kUint8)});
  EXPECT_EQ(ValuesOf(RunWhole(layer, {Tensor({1, 5}, {{0.3F, -0.2F, 0.25F, 1000, -1000}})})),
            (std::vector<float>{0.5F, 0, 0, 77.5F, -50}));
}

TEST(FakeQuantize, KeepsZeroAtAnyZeroPoint) {
  for (const float zero_point : {0.0F, 7.0F, 255.0F}) {
    const FakeQuantize layer({{0.3F}, {zero_point}, 0, FindIntegerType(kUint8)});
    EXPECT_EQ(RunWhole(layer, {Tensor({1, 1})})[0], 0) << zero_point;
  }
}

TEST(FakeQuantize, RoundsEachChannelByItsOwnScale) {
  const FakeQuantize layer({{1, 10}, {0, 0}, 1, FindIntegerType(kUint8)});
  EXPECT_EQ(ValuesOf(RunWhole(layer, {Tensor({1, 2, 1, 2}, {{4, 4.6F, 4, 16}})})),
            (std::vector<float>{4, 5, 0, 20}));
}

}  // namespace
}  // namespace aqua::layers

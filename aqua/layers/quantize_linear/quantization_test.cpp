#include "aqua/layers/quantize_linear/quantization.h"

#include <gtest/gtest.h>

#include <limits>

namespace aqua::layers {
namespace {

constexpr int32_t kUint8 = 2;
constexpr int32_t kInt8 = 3;
constexpr int32_t kInt16 = 5;

Quantization PerTensor(float scale, float zero_point, int32_t type = kUint8) {
  return {{scale}, {zero_point}, 0, FindIntegerType(type)};
}

TEST(Quantization, RoundsHalvesToTheEvenNumber) {
  const Quantization halves = PerTensor(0.5F, 10);
  EXPECT_EQ(halves.Quantize(0.25F, 0), 10);  // 0.5 levels
  EXPECT_EQ(halves.Quantize(0.75F, 0), 12);  // 1.5
  EXPECT_EQ(halves.Quantize(1.25F, 0), 12);  // 2.5
  EXPECT_EQ(halves.Quantize(-0.25F, 0), 10);
  EXPECT_EQ(halves.Quantize(-0.75F, 0), 8);
  EXPECT_EQ(halves.Quantize(0.26F, 0), 11);
}

TEST(Quantization, SaturatesAtTheTypesEnds) {
  EXPECT_EQ(PerTensor(1, 10).Quantize(1e30F, 0), 255);
  EXPECT_EQ(PerTensor(1, 10).Quantize(-1e30F, 0), 0);
  EXPECT_EQ(PerTensor(1, 0, kInt8).Quantize(127.5F, 0), 127);
  EXPECT_EQ(PerTensor(1, 0, kInt8).Quantize(-129, 0), -128);
  EXPECT_EQ(PerTensor(1, -5, kInt16).Quantize(40000, 0), 32767);
  EXPECT_EQ(PerTensor(1e-30F, 0).Quantize(1e30F, 0), 255);
}

TEST(Quantization, ComesBackToTheLevel) {
  const Quantization quantization = PerTensor(0.25F, 100);
  EXPECT_EQ(quantization.Dequantize(101, 0), 0.25F);
  EXPECT_EQ(quantization.Dequantize(0, 0), -25);
  for (int level = 0; level < 256; ++level) {
    const auto integer = static_cast<float>(level);
    EXPECT_EQ(quantization.Quantize(quantization.Dequantize(integer, 0), 0), integer);
  }
}

TEST(Quantization, RefusesScalesThatAreNoSize) {
  for (const float scale : {0.0F, -0.1F, std::numeric_limits<float>::infinity(),
                            std::numeric_limits<float>::quiet_NaN()}) {
    EXPECT_THROW(PerTensor(scale, 0), Error) << scale;
  }
}

TEST(Quantization, RefusesZeroPointsThatTheTypeHasNot) {
  EXPECT_THROW(PerTensor(1, 256), Error);
  EXPECT_THROW(PerTensor(1, -1), Error);
  EXPECT_THROW(PerTensor(1, 128, kInt8), Error);
  EXPECT_NO_THROW(PerTensor(1, -128, kInt8));
}

TEST(Quantization, FindsTheChannelOfAnElement) {
  const Quantization by_channel({1, 2, 3}, {0, 0, 0}, 1, FindIntegerType(kInt8));
  const Shape shape{2, 3, 2, 2};
  by_channel.CheckFits(shape);
  EXPECT_EQ(by_channel.ChannelOf(shape, 3), 0U);
  EXPECT_EQ(by_channel.ChannelOf(shape, 4), 1U);
  EXPECT_EQ(by_channel.ChannelOf(shape, 11), 2U);
  EXPECT_EQ(by_channel.ChannelOf(shape, 12), 0U);
  EXPECT_THROW(by_channel.CheckFits({1, 4, 2, 2}), Error);
  EXPECT_THROW(by_channel.CheckFits({3}), Error);
}

TEST(Quantization, AgreesWithItsLikeOnly) {
  const Quantization one = PerTensor(0.5F, 3);
  EXPECT_TRUE(one.Agrees(PerTensor(0.5F, 3)));
  EXPECT_TRUE(one.Agrees({{0.5F}, {3}, 1, std::nullopt}));
  EXPECT_FALSE(one.Agrees(PerTensor(0.25F, 3)));
  EXPECT_FALSE(one.Agrees(PerTensor(0.5F, 4)));
  EXPECT_FALSE(one.Agrees(PerTensor(0.5F, 3, kInt8)));
  const Quantization by_channel({1, 2}, {0, 0}, 1, FindIntegerType(kInt8));
  EXPECT_FALSE(by_channel.Agrees({{1, 2}, {0, 0}, 2, FindIntegerType(kInt8)}));
}

}  // namespace
}  // namespace aqua::layers

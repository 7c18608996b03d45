#include "aqua/core/fixed_point.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

#include "aqua/core/error.h"

namespace aqua {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr float kLargest = std::numeric_limits<float>::max();
constexpr float kTiny = std::numeric_limits<float>::denorm_min();

// By division, floor and comparison, without a rounding function.
double Judge(float value, int bits, int exponent, bool is_signed) {
  const double least = is_signed ? -std::pow(2.0, bits - 1) : 0;
  const double most = std::pow(2.0, is_signed ? bits - 1 : bits) - 1;
  const double steps = static_cast<double>(value) / std::pow(2.0, exponent);
  if (steps <= least) return least;
  if (steps >= most) return most;
  const double below = std::floor(steps);
  const double past = steps - below;
  const bool below_is_even = std::fmod(below, 2.0) == 0;
  const bool up = past > 0.5 || (past == 0.5 && !below_is_even);
  return up ? below + 1 : below;
}

void ExpectAsJudged(float value, int bits, int exponent, bool is_signed) {
  EXPECT_EQ((FixedPoint{bits, exponent, is_signed}.Quantize(value)),
            Judge(value, bits, exponent, is_signed))
      << value << " at " << bits << " bits, exponent " << exponent << ", signed " << is_signed;
}

TEST(FixedPoint, EndsAreTwosComplement) {
  EXPECT_EQ((FixedPoint{16, 0, true}.Least()), -32768);
  EXPECT_EQ((FixedPoint{16, 0, true}.Most()), 32767);
  EXPECT_EQ((FixedPoint{16, 0, false}.Least()), 0);
  EXPECT_EQ((FixedPoint{16, 0, false}.Most()), 65535);
  EXPECT_EQ((FixedPoint{1, 0, true}.Least()), -1);
  EXPECT_EQ((FixedPoint{1, 0, true}.Most()), 0);
  EXPECT_EQ((FixedPoint{1, 0, false}.Most()), 1);
}

TEST(FixedPoint, TiesGoToTheEvenInteger) {
  const FixedPoint whole{8, 0, true};
  EXPECT_EQ(whole.Quantize(0.5F), 0);
  EXPECT_EQ(whole.Quantize(1.5F), 2);
  EXPECT_EQ(whole.Quantize(2.5F), 2);
  EXPECT_EQ(whole.Quantize(-0.5F), 0);
  EXPECT_EQ(whole.Quantize(-1.5F), -2);
  EXPECT_EQ((FixedPoint{8, -2, true}.Quantize(0.375F)), 2);
}

TEST(FixedPoint, WhatDoesNotFitSaturates) {
  const FixedPoint byte{8, 0, true};
  EXPECT_EQ(byte.Quantize(127.5F), 127);
  EXPECT_EQ(byte.Quantize(-128.5F), -128);
  EXPECT_EQ(byte.Quantize(kLargest), 127);
  EXPECT_EQ(byte.Quantize(-kInfinity), -128);
  EXPECT_EQ((FixedPoint{8, 0, false}.Quantize(-1.0F)), 0);
  EXPECT_EQ((FixedPoint{8, 0, false}.Quantize(kInfinity)), 255);
}

TEST(FixedPoint, EdgeValuesRoundAsByHand) {
  const float edges[] = {0.0F,  -0.0F,      kTiny,     -kTiny,   std::ldexp(1.0F, -126),
                         1.0F,  -1.0F,      0x1p-65F,  0x3p-66F, -0x1p-65F,
                         0.5F,  0x1.8p-64F, 0x1p63F,   -0x1p78F, 0x1.fffffep62F,
                         65535, 65535.5F,   -32768.5F, kLargest, -kLargest};
  for (const float value : edges) {
    for (const int exponent : {kLeastExponent, -63, -1, 0, 1, 62, kMostExponent}) {
      for (const int bits : {1, 2, 15, 16}) {
        ExpectAsJudged(value, bits, exponent, true);
        ExpectAsJudged(value, bits, exponent, false);
      }
    }
  }
}

TEST(FixedPoint, RandomValuesRoundAsByHand) {
  std::mt19937 random(1);
  std::uniform_real_distribution<float> mantissa(-2, 2);
  for (int i = 0; i < 200000; ++i) {
    const int exponent = static_cast<int>(random() % 128) - 64;
    const int bits = 1 + static_cast<int>(random() % 16);
    // Around the format's own range, where something happens.
    const float value =
        std::ldexp(mantissa(random), exponent + static_cast<int>(random() % 20) - 2);
    ExpectAsJudged(value, bits, exponent, random() % 2 == 0);
  }
}

TEST(FixedPoint, ANaNIsNoOnesNumber) {
  EXPECT_THROW((FixedPoint{8, 0, true}.Quantize(std::nanf(""))), InternalError);
}

TEST(CoveringFormat, IsTheSmallestThatHoldsBothEnds) {
  EXPECT_EQ(CoveringFormat(0, 255, 8), (FixedPoint{8, 0, false}));
  // 255.5 ties to 256, which does not fit; 255.25 does.
  EXPECT_EQ(CoveringFormat(0, 255.5F, 8), (FixedPoint{8, 1, false}));
  EXPECT_EQ(CoveringFormat(0, 255.25F, 8), (FixedPoint{8, 0, false}));
  EXPECT_EQ(CoveringFormat(-128, 127, 8), (FixedPoint{8, 0, true}));
  EXPECT_EQ(CoveringFormat(-1, 127.5F, 8), (FixedPoint{8, 1, true}));
  // -128.5 ties to -128.
  EXPECT_EQ(CoveringFormat(-128.5F, 0, 8), (FixedPoint{8, 0, true}));
  EXPECT_EQ(CoveringFormat(0, 0.75F, 16), (FixedPoint{16, -16, false}));
}

TEST(CoveringFormat, AnEmptyRangeHasTheSmallestExponent) {
  EXPECT_EQ(CoveringFormat(0, 0, 7), (FixedPoint{7, kLeastExponent, false}));
}

TEST(CoveringFormat, ARangePastTheLargestExponentSaturates) {
  EXPECT_EQ(CoveringFormat(0, kLargest, 16), (FixedPoint{16, kMostExponent, false}));
  EXPECT_EQ(CoveringFormat(-kLargest, 0, 1), (FixedPoint{1, kMostExponent, true}));
}

TEST(CoveringFormat, FitsAndOneLessDoesNot) {
  std::mt19937 random(2);
  std::uniform_real_distribution<float> mantissa(-1, 1);
  for (int i = 0; i < 20000; ++i) {
    const float a = std::ldexp(mantissa(random), static_cast<int>(random() % 60) - 30);
    const float b = std::ldexp(mantissa(random), static_cast<int>(random() % 60) - 30);
    const float least = std::min(a, b);
    const float most = std::max(a, b);
    const int bits = 1 + static_cast<int>(random() % 16);
    const FixedPoint format = CoveringFormat(least, most, bits);
    ASSERT_EQ(format.is_signed, least < 0);
    ASSERT_EQ(format.bits, bits);
    const auto saturates = [&](int exponent) {
      // With room enough the integer would be another.
      return Judge(least, bits, exponent, format.is_signed) !=
                 Judge(least, 40, exponent, format.is_signed) ||
             Judge(most, bits, exponent, format.is_signed) !=
                 Judge(most, 40, exponent, format.is_signed);
    };
    EXPECT_FALSE(saturates(format.exponent)) << least << " " << most << " " << bits;
    EXPECT_TRUE(format.exponent == kLeastExponent || saturates(format.exponent - 1));
  }
}

TEST(CoveringExponent, SignedWeightsMayAllBePositive) {
  EXPECT_EQ(CoveringExponent(1, 100, 8, true), 0);
  EXPECT_EQ(CoveringExponent(1, 100, 8, false), -1);
}

TEST(CoveringExponent, RefusesWhatIsNoRange) {
  EXPECT_THROW(CoveringFormat(1, 0, 8), InternalError);
  EXPECT_THROW(CoveringFormat(0, kInfinity, 8), InternalError);
  EXPECT_THROW(CoveringFormat(0, 1, 0), InternalError);
  EXPECT_THROW(CoveringFormat(0, 1, 17), InternalError);
}

}  // namespace
}  // namespace aqua

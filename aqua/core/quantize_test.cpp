#include "aqua/core/quantize.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <vector>

namespace aqua {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr float kLargest = std::numeric_limits<float>::max();
constexpr float kTiny = std::numeric_limits<float>::denorm_min();

void ExpectEachAsAlone(const std::vector<float>& values, const FixedPoint& format) {
  std::vector<int32_t> result(values.size(), -77777);
  ASSERT_FALSE(Quantize(values, format, result).has_value());
  for (size_t i = 0; i < values.size(); ++i) {
    ASSERT_EQ(result[i], format.Quantize(values[i]))
        << values[i] << " at " << format.bits << " bits, exponent " << format.exponent;
  }
}

TEST(Quantize, TensorsGiveWhatTheirValuesGiveAlone) {
  std::mt19937 random(3);
  std::uniform_real_distribution<float> mantissa(-2, 2);
  for (int exponent = kLeastExponent; exponent <= kMostExponent; ++exponent) {
    std::vector<float> values;
    for (int i = 0; i < 999; ++i) {
      values.push_back(
          std::ldexp(mantissa(random), exponent + static_cast<int>(random() % 20) - 2));
      // Halves and whole steps, exactly.
      values.push_back(std::ldexp(static_cast<float>(random() % 300000) / 2 - 70000, exponent));
    }
    const int bits = 1 + static_cast<int>(random() % 16);
    ExpectEachAsAlone(values, {bits, exponent, true});
    ExpectEachAsAlone(values, {bits, exponent, false});
    ExpectEachAsAlone(values, {16, exponent, exponent % 2 == 0});
  }
}

TEST(Quantize, EdgeValuesGiveWhatTheyGiveAlone) {
  const std::vector<float> values = {
      0,         -0.0F,   kTiny,     -kTiny,  0x1p-126F, kLargest,  0x1p-65F,   -0x1p-65F, 0x3p-66F,
      0x1p-127F, 0x1p62F, -kLargest, 0x3p61F, 0x1p127F,  -0x1p127F, 0x1.8p-64F, 65535.5F};
  for (int exponent = kLeastExponent; exponent <= kMostExponent; ++exponent) {
    for (const int bits : {1, 2, 15, 16}) {
      ExpectEachAsAlone(values, {bits, exponent, true});
      ExpectEachAsAlone(values, {bits, exponent, false});
    }
  }
}

TEST(Quantize, FindsTheFirstValueThatIsNoFiniteNumber) {
  for (const float bad : {kInfinity, -kInfinity, std::nanf(""), -std::nanf("")}) {
    for (const size_t place : {0, 5, 63, 64, 99}) {
      std::vector<float> values(100, 1.0F);
      values[place] = bad;
      values[99] = std::nanf("");
      std::vector<int32_t> result(values.size());
      EXPECT_EQ(Quantize(values, {8, 0, true}, result), static_cast<int64_t>(place));
    }
  }
}

TEST(Quantize, NothingIsFine) { EXPECT_FALSE(Quantize({}, {8, 0, true}, {}).has_value()); }

TEST(RangeOf, HoldsZeroAndAllFiniteValues) {
  const std::vector<float> values = {3, -2, kInfinity, 7, std::nanf(""), -kInfinity, 1};
  EXPECT_EQ(RangeOf(values).least, -2);
  EXPECT_EQ(RangeOf(values).most, 7);
  EXPECT_EQ(RangeOf(std::vector<float>{5, 6}).least, 0);
  EXPECT_EQ(RangeOf(std::vector<float>{-kLargest, kLargest}).most, kLargest);
  EXPECT_EQ(RangeOf(std::vector<float>{-kLargest, kLargest}).least, -kLargest);
  EXPECT_EQ(RangeOf({}).most, 0);
}

}  // namespace
}  // namespace aqua

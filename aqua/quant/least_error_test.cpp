#include "aqua/quant/least_error.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace aqua::quant {
namespace {

std::vector<float> Values(size_t count) {
  std::mt19937 random(5);
  std::normal_distribution<float> normal(0, 1);
  std::vector<float> values(count);
  for (float& value : values) value = normal(random);
  values[0] = 9;  // Far out.
  return values;
}

double PlainError(const std::vector<float>& values, int bits, int exponent) {
  const double step = std::pow(2.0, exponent);
  const double most = std::pow(2.0, bits - 1) - 1;
  double sum = 0;
  for (const float value : values) {
    const double integer = std::min(most, std::max(-most - 1, std::nearbyint(value / step)));
    sum += std::pow(value - integer * step, 2);
  }
  return sum;
}

TEST(LeastError, SquaredErrorCountsRoundingAndClipping) {
  const std::vector<float> values = Values(3000);
  for (int exponent = -8; exponent < 3; ++exponent) {
    EXPECT_NEAR(SquaredError(values, {5, exponent, true}), PlainError(values, 5, exponent), 1e-6);
  }
}

TEST(LeastError, NoOtherExponentLosesLess) {
  const std::vector<float> values = Values(3000);
  for (int bits = 2; bits <= 10; ++bits) {
    const FixedPoint covering{bits, CoveringExponent(-9, 9, bits, true), true};
    const int found = LeastErrorExponent(values, covering);
    for (int exponent = -20; exponent <= covering.exponent; ++exponent) {
      EXPECT_LE(PlainError(values, bits, found), PlainError(values, bits, exponent) * (1 + 1e-9));
    }
  }
  EXPECT_LT(LeastErrorExponent(values, {4, 1, true}), 1);  // One value far out is clipped.
}

TEST(LeastError, OfEqualsTheLargestIsTaken) {
  const std::vector<float> values = {0, 4, 8};
  EXPECT_EQ(LeastErrorExponent(values, {8, 2, true}), 2);
}

TEST(LeastError, GoesNoLowerThanItMay) {
  const std::vector<float> values = {0.25F};
  EXPECT_EQ(LeastErrorExponent(values, {8, 2, true}), -2);
  EXPECT_EQ(LeastErrorExponent(values, {8, 2, true}, 1), 2);
}

}  // namespace
}  // namespace aqua::quant

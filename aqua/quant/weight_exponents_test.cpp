#include "aqua/quant/weight_exponents.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "aqua/core/fixed_point.h"

namespace aqua::quant {
namespace {

// Channel 1 is 16 times channel 0, channel 2 is zero; 1,000 weights each.
Tensor Weights() {
  std::mt19937 random(2);
  std::normal_distribution<float> normal(0, 0.1F);
  Tensor weights({3, 1000, 1, 1});
  for (int64_t i = 0; i < 1000; ++i) {
    weights[i] = normal(random);
    weights[1000 + i] = 16 * weights[i];
  }
  return weights;
}

TEST(WeightExponents, EachChannelIsCovered) {
  const Tensor weights = Weights();
  const std::vector<int> exponents = CoveringWeights(weights, 8, Sharing::kChannel);
  ASSERT_EQ(exponents.size(), 3u);
  EXPECT_EQ(exponents[1], exponents[0] + 4);
  EXPECT_EQ(CoveringWeights(weights, 8, Sharing::kTensor), (std::vector<int>{exponents[1]}));
  EXPECT_EQ(exponents[2], exponents[1]);  // Zeros: as the tensor.
  for (int64_t i = 0; i < 1000; ++i) {
    const FixedPoint format{8, exponents[0], true};
    EXPECT_LE(std::abs(weights[i] - format.Quantize(weights[i]) * format.Step()),
              format.Step() / 2);
  }
}

TEST(WeightExponents, AllZerosHaveSomeExponent) {
  const Tensor zeros({2, 5});
  EXPECT_EQ(CoveringWeights(zeros, 8, Sharing::kTensor), (std::vector<int>{0}));
  EXPECT_EQ(LeastErrorWeights(zeros, 8, Sharing::kChannel), (std::vector<int>{0, 0}));
  EXPECT_EQ(PercentileWeights(zeros, 8, Sharing::kChannel, 99), (std::vector<int>{0, 0}));
}

TEST(WeightExponents, PercentileClipsItsShareOfAChannel) {
  Tensor weights = Weights();
  weights[500] = 100;
  const int covering = CoveringWeights(weights, 8, Sharing::kChannel)[0];
  EXPECT_EQ(covering, 0);
  EXPECT_EQ(PercentileWeights(weights, 8, Sharing::kChannel, 99.95)[0],
            covering);  // Half a weight.
  EXPECT_LT(PercentileWeights(weights, 8, Sharing::kChannel, 99.9)[0], covering - 5);
}

TEST(WeightExponents, LeastErrorIsLeastOfAllExponents) {
  const Tensor weights = Weights();
  for (const int bits : {2, 3, 4, 8}) {
    const auto error = [&](int exponent) {
      const double most = std::exp2(bits - 1) - 1;
      double sum = 0;
      for (int64_t i = 1000; i < 2000; ++i) {
        const double step = std::exp2(exponent);
        const double integer = std::clamp(std::nearbyint(weights[i] / step), -most - 1, most);
        sum += std::pow(weights[i] - integer * step, 2);
      }
      return sum;
    };
    const int found = LeastErrorWeights(weights, bits, Sharing::kChannel)[1];
    for (int exponent = -14; exponent < 5; ++exponent) {
      EXPECT_LE(error(found), error(exponent) * (1 + 1e-9)) << bits << ' ' << exponent;
    }
  }
}

TEST(WeightExponents, RootMeanSquaresAreRoundedInOctaves) {
  Tensor weights({4, 2, 1, 1});
  const std::vector<float> values = {4, -4, 0.25F, 0.34F, 0, 0, 0x1p-130F, 0x1p-130F};
  std::copy(values.begin(), values.end(), weights.data());
  // Of all: sqrt(32.2 / 8) is near 2.
  EXPECT_EQ(RootMeanSquareExponents(weights), (std::vector<int>{2, -2, 1, -130}));
}

}  // namespace
}  // namespace aqua::quant

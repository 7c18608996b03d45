#include "aqua/quant/weighted_entropy.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

namespace aqua::quant {
namespace {

std::vector<float> Weights(size_t count, unsigned seed) {
  std::mt19937 random(seed);
  std::normal_distribution<float> normal(0, 0.05F);
  std::vector<float> weights(count);
  for (float& weight : weights) weight = normal(random);
  return weights;
}

// S of clusters of sorted magnitudes that begin at `begins`, from the formula.
double PlainScore(const std::vector<float>& weights, const std::vector<float>& begins, bool zero) {
  double score = 0;
  for (size_t n = zero ? 1 : 0; n < begins.size(); ++n) {
    double count = 0;
    double importance = 0;
    for (const float weight : weights) {
      const float magnitude = std::abs(weight);
      if (magnitude < begins[n]) continue;
      if (n + 1 < begins.size() && magnitude >= begins[n + 1]) continue;
      ++count;
      importance += static_cast<double>(magnitude) * static_cast<double>(magnitude);
    }
    const double share = count / static_cast<double>(weights.size());
    score -= importance / count * share * std::log(share / 2);
  }
  return score;
}

// The best S over all ways to place two cuts.
double BestOfThree(const std::vector<float>& weights, bool zero) {
  std::vector<float> magnitudes;
  for (const float weight : weights) magnitudes.push_back(std::abs(weight));
  std::sort(magnitudes.begin(), magnitudes.end());
  double best = 0;
  for (size_t i = 1; i < magnitudes.size(); ++i) {
    for (size_t j = i + 1; j < magnitudes.size(); ++j) {
      best = std::max(best, PlainScore(weights, {0, magnitudes[i], magnitudes[j]}, zero));
    }
  }
  return best;
}

double SquaredError(const std::vector<float>& weights, const WeightClusters& clusters) {
  double error = 0;
  for (const float weight : weights) {
    size_t cluster = 0;
    for (size_t n = 0; n < clusters.begins.size(); ++n) {
      if (std::abs(weight) >= clusters.begins[n]) cluster = n;
    }
    const double magnitude = std::abs(static_cast<double>(weight));
    error += std::pow(magnitude - clusters.representatives[cluster], 2);
  }
  return error;
}

TEST(WeightedEntropy, CutsOfSmallSetsAreTheBestOfAll) {
  for (const int levels : {5, 6}) {
    for (unsigned seed = 0; seed < 20; ++seed) {
      const std::vector<float> weights = Weights(40, seed);
      const WeightClusters clusters = ClusterWeights(weights, levels);
      ASSERT_EQ(clusters.begins.size(), 3u);
      const bool zero = levels == 5;
      EXPECT_EQ(clusters.zero_level, zero);
      EXPECT_NEAR(clusters.score, PlainScore(weights, clusters.begins, zero), 1e-12);
      // Cuts are moved one at a time, each taken to have one peak: near the best, not always it.
      EXPECT_LE(clusters.score, BestOfThree(weights, zero) * (1 + 1e-9));
      EXPECT_GE(clusters.score, BestOfThree(weights, zero) * 0.97) << levels << ' ' << seed;
      EXPECT_GE(clusters.score, clusters.start_score);
    }
  }
}

TEST(WeightedEntropy, StartsFromEqualShares) {
  const std::vector<float> weights = {1, -2, 3, -4, 5, -6};
  EXPECT_NEAR(ClusterWeights(weights, 6).start_score, PlainScore(weights, {0, 3, 5}, false), 1e-12);
}

TEST(WeightedEntropy, RepresentativesAreRootsOfMeanImportance) {
  const std::vector<float> weights = {3, -4, 3, 4, -3};
  const WeightClusters pair = ClusterWeights(weights, 2);
  ASSERT_EQ(pair.representatives.size(), 1u);
  EXPECT_DOUBLE_EQ(pair.representatives[0], std::sqrt((9 + 16 + 9 + 16 + 9) / 5.0));
  const WeightClusters exact = ClusterWeights(weights, 4);
  EXPECT_EQ(exact.begins, (std::vector<float>{0, 4}));
  EXPECT_EQ(exact.representatives, (std::vector<double>{3, 4}));
}

TEST(WeightedEntropy, MeansHaveLessSquaredErrorThanRootsOfImportance) {
  const std::vector<float> weights = {3, -4, 3, 4, -3};
  EXPECT_DOUBLE_EQ(ClusterWeights(weights, 2, ClusterLevel::kMean).representatives[0], 17 / 5.0);
  for (const int levels : {15, 16}) {
    const std::vector<float> many = Weights(2000, 9);
    const WeightClusters roots = ClusterWeights(many, levels);
    const WeightClusters means = ClusterWeights(many, levels, ClusterLevel::kMean);
    EXPECT_EQ(means.begins, roots.begins);
    EXPECT_EQ(means.representatives[0] == 0, levels == 15);
    EXPECT_LT(SquaredError(many, means), SquaredError(many, roots));
  }
}

TEST(WeightedEntropy, WhatIsFarTooSmallBesideTheLargestCountsAsZero) {
  const std::vector<float> weights = {1e-38F, 2e-38F, 3e-37F, 1e38F};
  const FixedCodebook book = CodebookOf(ClusterWeights(weights, 8), 8);
  EXPECT_EQ(CodebookFault(book.codebook, book.format), "");
  EXPECT_EQ(book.codebook.levels.size(), 4u);
}

TEST(WeightedEntropy, ThereAreNoMoreClustersThanMagnitudes) {
  EXPECT_EQ(ClusterWeights(std::vector<float>{1, -1, 1}, 16).begins.size(), 1u);
  EXPECT_EQ(ClusterWeights(std::vector<float>{1, -1, 2, 0}, 16).begins.size(), 3u);
  EXPECT_EQ(ClusterWeights(std::vector<float>{1, -1, 1}, 3).representatives[0], 1);
}

TEST(WeightedEntropy, EveryWeightTakesTheLevelOfItsCluster) {
  for (const int levels : {2, 3, 7, 8, 15, 16, 255, 256}) {
    const std::vector<float> weights = Weights(2000, 9);
    const WeightClusters clusters = ClusterWeights(weights, levels);
    const FixedCodebook book = CodebookOf(clusters, 8);
    EXPECT_EQ(CodebookFault(book.codebook, book.format), "");
    EXPECT_EQ(book.codebook.levels.size(), static_cast<size_t>(levels));
    for (const float weight : weights) {
      size_t cluster = 0;
      for (size_t n = 0; n < clusters.begins.size(); ++n) {
        if (std::abs(weight) >= clusters.begins[n]) cluster = n;
      }
      const double level = std::nearbyint(clusters.representatives[cluster] / book.format.Step());
      EXPECT_EQ(book.codebook.Quantize(std::ldexp(weight, -book.format.exponent)),
                weight < 0 ? -level : level)
          << weight;
    }
  }
}

TEST(WeightedEntropy, LevelsCoverTheirInteger) {
  const FixedCodebook book = CodebookOf(ClusterWeights(Weights(2000, 9), 16), 8);
  EXPECT_GT(book.codebook.levels.back(), 63);
  EXPECT_LE(book.codebook.levels.back(), 127);
}

TEST(WeightedEntropy, ZerosTakeTheLeastPositiveLevelUnlessThereIsOneOfZero) {
  const std::vector<float> weights = {0, 0, 1, -1, 2, -2, 4, -4};
  const FixedCodebook even = CodebookOf(ClusterWeights(weights, 4), 8);
  EXPECT_GT(even.codebook.Quantize(0), 0);
  EXPECT_EQ(even.codebook.Quantize(0), even.codebook.Quantize(-0.0F));
  const FixedCodebook odd = CodebookOf(ClusterWeights(weights, 5), 8);
  EXPECT_EQ(odd.codebook.Quantize(0), 0);
}

TEST(WeightedEntropy, ZerosAndTiniestWeightsGiveNoCodebook) {
  const float tiniest = std::numeric_limits<float>::denorm_min();
  for (const std::vector<float>& weights : {std::vector<float>{0, 0}, {0, tiniest, -tiniest}}) {
    const FixedCodebook book = CodebookOf(ClusterWeights(weights, 16), 8);
    EXPECT_TRUE(book.codebook.empty());
    EXPECT_EQ(book.format, (FixedPoint{8, 0, true}));
  }
  const FixedCodebook mixed = CodebookOf(ClusterWeights(std::vector<float>{0, tiniest, 1}, 4), 8);
  EXPECT_EQ(CodebookFault(mixed.codebook, mixed.format), "");
}

}  // namespace
}  // namespace aqua::quant

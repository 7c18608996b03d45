#include "aqua/risk/betting_bound.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "aqua/risk/binomial_tail.h"

namespace aqua::risk {
namespace {

// Of n images, in an order of the seed.
std::vector<double> SignedLosses(size_t n, size_t worse, size_t better, unsigned seed) {
  std::vector<double> losses(n, 0.0);
  std::fill_n(losses.begin(), worse, 1.0);
  std::fill_n(losses.begin() + static_cast<std::ptrdiff_t>(worse), better, -1.0);
  std::shuffle(losses.begin(), losses.end(), std::mt19937(seed));
  return losses;
}

// The formulas of the header, every sum anew.
double PlainPValue(const std::vector<double>& x, double m, double delta) {
  const auto n = static_cast<double>(x.size());
  std::vector<double> mu;
  double sum = 0.5;
  double wealth = 1;
  double most = 1;
  for (size_t i = 0; i < x.size(); ++i) {
    double squares = 0.25;
    for (size_t j = 0; j < i; ++j) squares += std::pow(x[j] - mu[j], 2);
    const double variance = i == 0 ? 0.25 : squares / static_cast<double>(i + 1);
    const double nu = std::min(1.0, std::sqrt(2 * std::log(1 / delta) / (n * variance)));
    wealth *= 1 - nu * (x[i] - m);
    most = std::max(most, wealth);
    sum += x[i];
    mu.push_back(sum / static_cast<double>(i + 2));
  }
  return 1 / most;
}

TEST(Betting, IsWhatTheFormulaGives) {
  // By hand: ln(1 / delta) = 2, n = 2, so both bets are 1; the wealth is 1, then 1.5.
  EXPECT_NEAR(BettingPValue(std::vector<double>{0.5, 0.0}, 0.5, std::exp(-2.0)), 1 / 1.5, 1e-15);
  for (const unsigned seed : {1u, 2u, 3u}) {
    const std::vector<double> losses = SignedLosses(300, 9, 15, seed);
    const double expected = PlainPValue(losses, 0.02, 0.05);
    EXPECT_LT(expected, 0.9);
    EXPECT_NEAR(BettingPValue(losses, 0.02, 0.05), expected, 1e-12);
  }
}

TEST(Betting, BoundsTheDropThatWasComputedBeforehand) {
  // 5000 images, 60 worse, 45 better: 0.80 %, the median over orders.
  std::vector<double> bounds;
  for (unsigned seed = 0; seed < 51; ++seed) {
    bounds.push_back(BettingUpperBound(SignedLosses(5000, 60, 45, seed), 0.05));
  }
  std::sort(bounds.begin(), bounds.end());
  EXPECT_NEAR(bounds[25], 0.0080, 0.0003);
}

TEST(Betting, BoundIsWhereTheTestTurns) {
  for (const unsigned seed : {1u, 2u, 3u}) {
    const std::vector<double> losses = SignedLosses(700, 20, 12, seed);
    const double bound = BettingUpperBound(losses, 0.05);
    EXPECT_GT(bound, 8.0 / 700);
    EXPECT_LE(BettingPValue(losses, bound + 1e-9, 0.05), 0.05);
    EXPECT_GT(BettingPValue(losses, bound - 1e-9, 0.05), 0.05);
  }
}

TEST(Betting, BoundStaysWithinZeroAndOne) {
  EXPECT_EQ(BettingUpperBound(std::vector<double>(500, 1.0), 0.05), 1);
  EXPECT_NEAR(BettingUpperBound(std::vector<double>(500, -1.0), 0.05), 0, 1e-15);
  EXPECT_EQ(BettingUpperBound({}, 0.05), 1);
  EXPECT_EQ(BettingPValue({}, 0.05, 0.05), 1);
  EXPECT_GT(BettingPValue(std::vector<double>(100000, -1.0), 0.9, 0.05), 0);
}

TEST(Betting, LowerBoundIsTheUpperBoundOfWhatIsMissing) {
  std::mt19937 random(3);
  std::uniform_real_distribution<double> uniform(-0.2, 0.6);
  std::vector<double> savings;
  std::vector<double> missing;
  double sum = 0;
  for (int i = 0; i < 2000; ++i) {
    savings.push_back(uniform(random));
    missing.push_back((1 - savings.back()) / 1.2);
    sum += savings.back();
  }
  const double bound = BettingLowerBound(savings, -0.2, 0.05);
  EXPECT_NEAR(bound, 1 - 1.2 * BettingUpperBound(missing, 0.05), 1e-12);
  EXPECT_LT(bound, sum / 2000);
  // Not far below: 2.45 standard errors of a uniform distribution of width 0.8, and a third more.
  EXPECT_GT(bound, sum / 2000 - 1.33 * 2.45 * 0.8 / std::sqrt(12 * 2000.0));
  EXPECT_EQ(BettingLowerBound(std::vector<double>(50, -0.2), -0.2, 0.05), -0.2);
}

}  // namespace
}  // namespace aqua::risk

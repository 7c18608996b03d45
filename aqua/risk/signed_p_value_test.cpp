#include "aqua/risk/signed_p_value.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "aqua/risk/betting_bound.h"
#include "aqua/risk/binomial_tail.h"

namespace aqua::risk {
namespace {

// P(b worse, c better) of n images, for every b and c.
std::vector<std::vector<double>> Trinomial(int n, double worse, double better) {
  std::vector<std::vector<double>> chances(static_cast<size_t>(n) + 1);
  for (int b = 0; b <= n; ++b) {
    for (int c = 0; b + c <= n; ++c) {
      const double ways = std::lgamma(n + 1.0) - std::lgamma(b + 1.0) - std::lgamma(c + 1.0) -
                          std::lgamma(n - b - c + 1.0);
      chances[static_cast<size_t>(b)].push_back(std::exp(ways) * std::pow(worse, b) *
                                                std::pow(better, c) *
                                                std::pow(1 - worse - better, n - b - c));
    }
  }
  return chances;
}

TEST(SignedPValue, IsThePlainSumOverAllOutcomes) {
  const int n = 60;
  const SignedCounts seen = {n, 2, 6};
  const double delta = 0.05;
  const double q = ClopperPearsonUpper(n, 8, delta / 20);
  const double alpha = 0.03;
  const auto chances = Trinomial(n, (q + alpha) / 2, (q - alpha) / 2);
  double tail = 0;
  for (int b = 0; b <= n; ++b) {
    for (int c = std::max(0, b + 4); b + c <= n; ++c) {
      tail += chances[static_cast<size_t>(b)][static_cast<size_t>(c)];
    }
  }
  EXPECT_NEAR(SignedPValue(seen, alpha, delta), delta / 20 + tail, 1e-10);
}

// The exact chance, over all outcomes, that a policy of this true risk passes.
double ChanceToPass(const std::vector<std::vector<char>>& passes, int n, double mean, double q) {
  const auto chances = Trinomial(n, (q + mean) / 2, (q - mean) / 2);
  double sum = 0;
  for (size_t b = 0; b < chances.size(); ++b) {
    for (size_t c = 0; c < chances[b].size(); ++c) sum += passes[b][c] != 0 ? chances[b][c] : 0;
  }
  return sum;
}

std::vector<std::vector<char>> Passes(int n, double alpha, double delta) {
  std::vector<std::vector<char>> passes(static_cast<size_t>(n) + 1);
  for (int b = 0; b <= n; ++b) {
    for (int c = 0; b + c <= n; ++c) {
      const bool is_safe = SignedPValue({n, b, c}, alpha, delta) <= delta;
      passes[static_cast<size_t>(b)].push_back(is_safe ? 1 : 0);
    }
  }
  return passes;
}

TEST(SignedPValue, NeverPassesARiskAboveAlphaMoreOftenThanDelta) {
  const int n = 90;
  const double delta = 0.1;
  for (const double alpha : {-0.03, 0.02, 0.08}) {
    const auto passes = Passes(n, alpha, delta);
    double most = 0;
    for (const double q : {0.002, 0.01, 0.04, 0.081, 0.12, 0.2, 0.35, 0.5, 0.6, 0.8, 1.0}) {
      for (const double above : {0.0, 0.01, 0.1}) {
        const double mean = std::max(alpha + above, -q);
        if (mean > q) continue;
        const double chance = ChanceToPass(passes, n, mean, q);
        EXPECT_LE(chance, delta) << alpha << " " << q << " " << mean;
        most = std::max(most, chance);
      }
    }
    EXPECT_GT(most, 0.3 * delta) << alpha;  // And not by refusing everything.
  }
}

TEST(SignedUpperBound, IsWhereTheTestTurns) {
  for (const SignedCounts& seen :
       {SignedCounts{1612, 31, 19}, {5000, 60, 45}, {400, 20, 32}, {2000, 0, 0}, {300, 0, 12}}) {
    const double bound = SignedUpperBound(seen, 0.05);
    const double mean = static_cast<double>(seen.worse - seen.better) / seen.images;
    EXPECT_GT(bound, mean);
    EXPECT_LE(SignedPValue(seen, bound, 0.05), 0.05);
    EXPECT_GT(SignedPValue(seen, bound - 1e-9, 0.05), 0.05);
  }
}

TEST(SignedUpperBound, IsTighterThanBettingAndThanTwoClopperPearsons) {
  // 5000 images, 60 worse, 45 better, computed beforehand: 0.80 % by betting, 0.88 % by two bounds.
  EXPECT_LT(SignedUpperBound({5000, 60, 45}, 0.05), 0.0080);
  EXPECT_NEAR(ClopperPearsonUpper(5000, 60, 0.025) - ClopperPearsonLower(5000, 45, 0.025), 0.0088,
              0.00005);
  // And no tighter than the normal approximation, which it replaces.
  EXPECT_GT(SignedUpperBound({5000, 60, 45}, 0.05), 0.003 + 1.645 * std::sqrt(0.021 / 5000));
}

TEST(SignedUpperBound, SaysNothingWhenHalfOfTheImagesHaveALoss) {
  EXPECT_EQ(SignedUpperBound({100, 30, 30}, 0.05), 1);
  EXPECT_EQ(SignedUpperBound({1, 0, 0}, 0.05), 1);
}

TEST(SignedPValue, PassesMoreOftenThanBetting) {
  std::mt19937 random(1);
  std::discrete_distribution<int> outcome({0.033, 0.927, 0.04});
  int passed = 0;
  int passed_by_betting = 0;
  for (int run = 0; run < 300; ++run) {
    SignedCounts seen;
    std::vector<double> losses;
    for (int i = 0; i < 1600; ++i) {
      losses.push_back(outcome(random) - 1);
      ++seen.images;
      if (losses.back() > 0) ++seen.worse;
      if (losses.back() < 0) ++seen.better;
    }
    if (SignedPValue(seen, 0.02, 0.05) <= 0.05) ++passed;
    if (BettingPValue(losses, 0.02, 0.05) <= 0.05) ++passed_by_betting;
  }
  EXPECT_GT(passed, passed_by_betting);
  EXPECT_NEAR(passed / 300.0, 0.45, 0.09);
}

}  // namespace
}  // namespace aqua::risk

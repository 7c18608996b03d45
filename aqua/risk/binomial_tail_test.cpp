#include "aqua/risk/binomial_tail.h"

#include <gtest/gtest.h>

#include <boost/math/distributions/binomial.hpp>
#include <cmath>
#include <limits>

namespace aqua::risk {
namespace {

// Every term by multiplication, from X = 0 upwards.
long double PlainTail(int n, long double p, int k) {
  long double sum = 0;
  for (int x = 0; x <= k; ++x) {
    long double term = 1;
    for (int i = 1; i <= x; ++i) term *= static_cast<long double>(n - x + i) / i * p;
    for (int i = 0; i < n - x; ++i) term *= 1 - p;
    sum += term;
  }
  return sum;
}

TEST(BinomialTail, IsThePlainSum) {
  for (const int n : {1, 2, 7, 60, 200}) {
    for (const double p : {1e-6, 0.01, 0.3, 0.5, 0.93}) {
      for (int k = 0; k < n; k += 1 + n / 20) {
        const auto expected = static_cast<double>(std::log(PlainTail(n, p, k)));
        EXPECT_NEAR(LogBinomialTail(n, p, k), expected, 1e-12 * std::max(1.0, -expected))
            << n << " " << p << " " << k;
      }
    }
  }
}

TEST(BinomialTail, TermsAddUpToTheTail) {
  double sum = 0;
  for (int k = 0; k <= 30; ++k) {
    sum += std::exp(LogBinomialTerm(100, 0.2, k));
    EXPECT_NEAR(std::exp(LogBinomialTail(100, 0.2, k)), sum, 1e-13);
  }
}

TEST(BinomialTail, IsBoostsForManyImages) {
  for (const int n : {1000, 100000, 10000000}) {
    for (const double p : {0.001, 0.02, 0.4}) {
      const boost::math::binomial_distribution<double> judge(n, p);
      for (const double deviations : {-5.0, -1.0, -0.1, 0.1, 2.0}) {
        const double k = std::floor(n * p + deviations * std::sqrt(n * p * (1 - p)));
        if (k < 0) continue;
        const double expected = boost::math::cdf(judge, k);
        const double found = std::exp(LogBinomialTail(n, p, static_cast<int64_t>(k)));
        EXPECT_NEAR(found, expected, 1e-8 * expected) << n << " " << p << " " << k;
      }
    }
  }
}

TEST(BinomialTail, ReachesFarBelowTheLeastDouble) {
  // ln((1 - p)^n), and with one more term ln((1 - p)^(n - 1) (1 - p + n p)).
  EXPECT_NEAR(LogBinomialTail(1000000, 0.5, 0), -693147.18055994531, 1e-6);
  EXPECT_NEAR(LogBinomialTail(1000000, 0.5, 1), -693147.18055994531 + std::log(1000001.0), 1e-6);
  // Half of an odd number of coins: exactly 1/2, by symmetry.
  EXPECT_NEAR(LogBinomialTail(9999999, 0.5, 4999999), std::log(0.5), 1e-9);
}

TEST(BinomialTail, KnowsCertainAndImpossibleEvents) {
  const double impossible = -std::numeric_limits<double>::infinity();
  EXPECT_EQ(LogBinomialTail(10, 0.3, -1), impossible);
  EXPECT_EQ(LogBinomialTail(10, 0.3, 10), 0);
  EXPECT_EQ(LogBinomialTail(10, 0, 0), 0);
  EXPECT_EQ(LogBinomialTail(10, 1, 9), impossible);
  EXPECT_EQ(LogBinomialTail(0, 0.3, 0), 0);
  EXPECT_NEAR(LogBinomialTail(10, 1e-300, 0), -1e-299, 1e-312);
  EXPECT_EQ(LogBinomialTerm(10, 0, 0), 0);
  EXPECT_EQ(LogBinomialTerm(10, 1, 10), 0);
  EXPECT_EQ(LogBinomialTerm(10, 1, 3), impossible);
  EXPECT_EQ(LogBinomialTerm(10, 0.5, 11), impossible);
}

TEST(ClopperPearson, IsThePublishedIntervals) {
  // Two-sided 95 % intervals of statistical tables.
  EXPECT_NEAR(ClopperPearsonLower(10, 5, 0.025), 0.1871, 5e-5);
  EXPECT_NEAR(ClopperPearsonUpper(10, 5, 0.025), 0.8129, 5e-5);
  EXPECT_NEAR(ClopperPearsonLower(20, 1, 0.025), 0.0013, 5e-5);
  EXPECT_NEAR(ClopperPearsonUpper(20, 1, 0.025), 0.2487, 5e-5);
}

TEST(ClopperPearson, HasAClosedFormAtBothEnds) {
  EXPECT_NEAR(ClopperPearsonUpper(299, 0, 0.05), 1 - std::pow(0.05, 1.0 / 299), 1e-15);
  EXPECT_EQ(ClopperPearsonUpper(7, 7, 0.05), 1);
  EXPECT_EQ(ClopperPearsonLower(7, 0, 0.05), 0);
  EXPECT_NEAR(ClopperPearsonLower(7, 1, 0.05), 1 - std::pow(0.95, 1.0 / 7), 1e-15);
  EXPECT_NEAR(ClopperPearsonLower(7, 7, 0.05), std::pow(0.05, 1.0 / 7), 1e-15);
}

TEST(ClopperPearson, StaysABoundForAbsurdLevels) {
  EXPECT_EQ(ClopperPearsonUpper(2, 1, 1e-300), 1);
  EXPECT_GT(ClopperPearsonUpper(1000, 10, 1e-300), 0.4);
  EXPECT_GT(ClopperPearsonUpper(1000, 10, 1 - 1e-12), 0);
  EXPECT_EQ(ClopperPearsonLower(2, 1, 1e-300), 0);
}

TEST(ClopperPearson, IsWhereTheTailHoldsDelta) {
  for (const int64_t n : {50, 1612, 1000000}) {
    for (const int64_t k : {int64_t{1}, n / 30, n / 2}) {
      for (const double delta : {0.3, 0.05, 1e-6}) {
        const double upper = ClopperPearsonUpper(n, k, delta);
        EXPECT_NEAR(LogBinomialTail(n, upper, k), std::log(delta), 1e-7);
        const double lower = ClopperPearsonLower(n, k, delta);
        const double slope = static_cast<double>(n) / static_cast<double>(k);  // Of the log.
        EXPECT_NEAR(LogBinomialTail(n, 1 - lower, n - k), std::log(delta), 1e-7 * slope);
      }
    }
  }
}

}  // namespace
}  // namespace aqua::risk

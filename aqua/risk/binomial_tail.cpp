#include "aqua/risk/binomial_tail.h"

#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <limits>

#include "aqua/core/error.h"

namespace aqua::risk {
namespace {

constexpr double kImpossible = -std::numeric_limits<double>::infinity();
constexpr int kMostSteps = 100;        // Some eight are taken.
constexpr double kNegligible = 1e-18;  // Of the sum so far.

// log P(X <= k) for k below the mode: terms only shrink on the way down.
double LogLowerTail(int64_t n, double p, int64_t k) {
  double sum = 1;  // In units of the first term.
  double term = 1;
  for (int64_t j = k; j > 0 && term > kNegligible * sum; --j) {
    term *= static_cast<double>(j) * (1 - p) / (static_cast<double>(n - j + 1) * p);
    sum += term;
  }
  return LogBinomialTerm(n, p, k) + std::log(sum);
}

}  // namespace

// In long double: the three log-gammas nearly cancel.
double LogBinomialTerm(int64_t n, double p, int64_t k) {
  AQUA_CHECK(n >= 0 && p >= 0 && p <= 1);
  if (k < 0 || k > n) return kImpossible;
  if (p == 0 || p == 1) return k == (p == 0 ? 0 : n) ? 0 : kImpossible;
  const auto log_factorial = [](int64_t count) {
    return boost::math::lgamma(static_cast<long double>(count) + 1);
  };
  const long double ways = log_factorial(n) - log_factorial(k) - log_factorial(n - k);
  const auto chance = static_cast<long double>(p);
  return static_cast<double>(ways + static_cast<long double>(k) * std::log(chance) +
                             static_cast<long double>(n - k) * std::log1p(-chance));
}

double LogBinomialTail(int64_t n, double p, int64_t k) {
  AQUA_CHECK(n >= 0 && p >= 0 && p <= 1);
  if (k < 0) return kImpossible;
  if (k >= n || p == 0) return 0;
  if (p == 1) return kImpossible;
  if (static_cast<double>(k) < p * static_cast<double>(n)) return LogLowerTail(n, p, k);
  // P(X > k) is the same tail seen from the images where it did not happen.
  return std::log1p(-std::exp(LogLowerTail(n, 1 - p, n - k - 1)));
}

namespace {

// A p with P(X <= k) below delta, 0 < k < n; 1 when only 1 is.
double StartAbove(int64_t n, int64_t k, double log_delta) {
  double gap = 1 - static_cast<double>(k) / static_cast<double>(n);
  do {
    gap /= 2;
  } while (1 - gap < 1 && LogBinomialTail(n, 1 - gap, k) > log_delta);
  return 1 - gap;
}

}  // namespace

// By Newton's method on the log of the tail: that is concave in p, so steps from above stay above.
double ClopperPearsonUpper(int64_t n, int64_t k, double delta) {
  AQUA_CHECK(n > 0 && k >= 0 && k <= n && delta > 0 && delta < 1);
  const double log_delta = std::log(delta);
  if (k == n) return 1;
  if (k == 0) return -std::expm1(log_delta / static_cast<double>(n));
  double p = StartAbove(n, k, log_delta);
  for (int i = 0; i < kMostSteps && p < 1; ++i) {
    const double log_tail = LogBinomialTail(n, p, k);
    // dP(X <= k) / dp = -n P(X = k) among n - 1.
    const double slope = static_cast<double>(n) * std::exp(LogBinomialTerm(n - 1, p, k) - log_tail);
    const double next = p + (log_tail - log_delta) / slope;
    if (!(next < p)) break;
    p = next;
  }
  return p;
}

double ClopperPearsonLower(int64_t n, int64_t k, double delta) {
  AQUA_CHECK(n > 0 && k >= 0 && k <= n && delta > 0 && delta < 1);
  if (k == n) return std::exp(std::log(delta) / static_cast<double>(n));
  return 1 - ClopperPearsonUpper(n, n - k, delta);  // Of what did not happen.
}

}  // namespace aqua::risk

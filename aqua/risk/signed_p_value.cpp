#include "aqua/risk/signed_p_value.h"

#include <algorithm>
#include <cmath>

#include "aqua/core/error.h"
#include "aqua/risk/binomial_tail.h"

namespace aqua::risk {
namespace {

constexpr double kPartForShare = 0.05;  // Of delta, spent on the bound of q.
constexpr double kMostShare = 0.5;
constexpr double kDeviations = 8;  // Of N, that are looked at one by one.
constexpr double kHair = 1e-6;     // Rounding must not grant what the proof asks for.
constexpr int kHalvings = 41;      // Of [-1, 1].

void Check(const SignedCounts& seen, double delta) {
  AQUA_CHECK(seen.images > 0 && seen.worse >= 0 && seen.better >= 0);
  AQUA_CHECK(seen.worse <= seen.images - seen.better);
  AQUA_CHECK(delta > 0 && delta < 1);
}

double ShareBound(const SignedCounts& seen, double delta) {
  return ClopperPearsonUpper(seen.images, seen.worse + seen.better, kPartForShare * delta);
}

// P(S <= s) for the share q of images with a loss; the mean is alpha, or as near as q allows.
double SumTail(int64_t n, int64_t s, double alpha, double q) {
  const double worse = std::clamp((1 + alpha / q) / 2, 0.0, 1.0);  // Among those with a loss.
  const auto images = static_cast<double>(n);
  const double spread = kDeviations * (std::sqrt(images * q * (1 - q)) + 1);
  const auto first = static_cast<int64_t>(std::max(0.0, images * q - spread));
  const auto last = static_cast<int64_t>(std::min(images, images * q + spread));
  // Fewer or more losses than these are counted in full: p is no smaller than it should be.
  double total =
      std::exp(LogBinomialTail(n, q, first - 1)) - std::expm1(LogBinomialTail(n, q, last));
  for (int64_t count = first; count <= last; ++count) {
    const int64_t most_worse = count + s >= 0 ? (count + s) / 2 : -1;
    total += std::exp(LogBinomialTerm(n, q, count) + LogBinomialTail(count, worse, most_worse));
  }
  return total;
}

double PValue(const SignedCounts& seen, double alpha, double share, double delta) {
  const int64_t s = seen.worse - seen.better;
  const double room = static_cast<double>(seen.images - 1) * alpha - static_cast<double>(s + 1);
  if (share > kMostShare || room < kHair) return 1;
  const double spent = kPartForShare * delta;
  if (share <= alpha) return spent;  // Not even with all losses 1 is alpha reached.
  return std::min(1.0, spent + SumTail(seen.images, s, alpha, share));
}

}  // namespace

double SignedPValue(const SignedCounts& seen, double alpha, double delta) {
  Check(seen, delta);
  AQUA_CHECK(alpha > -1 && alpha < 1);
  return PValue(seen, alpha, ShareBound(seen, delta), delta);
}

double SignedUpperBound(const SignedCounts& seen, double delta) {
  Check(seen, delta);
  const double share = ShareBound(seen, delta);
  double low = -1;
  double high = 1;
  for (int i = 0; i < kHalvings; ++i) {
    const double middle = (low + high) / 2;
    (PValue(seen, middle, share, delta) <= delta ? high : low) = middle;
  }
  return high;
}

}  // namespace aqua::risk

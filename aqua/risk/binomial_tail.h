// Tails of the binomial distribution in log space, and the exact bounds of a share that follow from
// them. X counts what happened among n independent images, each with probability p.
//   log P(X <= k) is summed from k downwards (for k above the mean: its complement from k + 1
//   upwards), starting from the log of the largest term, so that nothing underflows: it is right to
//   some ten digits of the probability, for probabilities far below the least double, n to 10^7.
//   Clopper-Pearson, Biometrika 26 (1934): the p at which a tail holds exactly delta.
#pragma once

#include <cstdint>

namespace aqua::risk {

// log P(X <= k) and log P(X = k). n >= 0, p in [0, 1]; any k. Minus infinity: impossible.
double LogBinomialTail(int64_t n, double p, int64_t k);
double LogBinomialTerm(int64_t n, double p, int64_t k);

// The largest p with P(X <= k) >= delta: with probability 1 - delta, p is at most this. n > 0, k in
// [0, n], delta in (0, 1). For k = 0 it is 1 - delta^(1/n), for k = n it is 1.
double ClopperPearsonUpper(int64_t n, int64_t k, double delta);

// The least p with P(X >= k) >= delta.
double ClopperPearsonLower(int64_t n, int64_t k, double delta);

}  // namespace aqua::risk

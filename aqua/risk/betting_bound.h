// Tests and bounds of a mean by betting (Waudby-Smith and Ramdas, "Estimating means of bounded
// random variables by betting", JRSS-B 86 (2024); as in Bates et al., J. ACM 68 (2021), WSR).
// A player bets, image by image, that losses are smaller than m:
//   K_i(m) = (1 - nu_1 (x_1 - m)) ... (1 - nu_i (x_i - m)),
//   nu_i = min(1, sqrt(2 ln(1 / delta) / (n s2_(i-1)))), s2_0 = 0.25,
//   mu_i = (0.5 + x_1 + ... + x_i) / (i + 1), s2_i = (0.25 + sum (x_j - mu_j)^2) / (i + 1).
// Where the mean is m or more nobody grows rich: by Ville's inequality max K_i > 1 / p has a chance
// of at most p. It asks for x <= 1 and m in [0, 1], so signed losses are welcome.
// The order counts, and must be chosen without looking: shuffle by a seed first.
#pragma once

#include <span>

namespace aqua::risk {

// The p-value of "the mean loss is alpha or more": 1 / max K_i(alpha), at most 1; small is safe.
// delta sets the bets: the level that it will be held against. Losses finite and at most 1; alpha,
// delta in (0, 1).
double BettingPValue(std::span<const double> losses, double alpha, double delta);

// With probability 1 - delta the mean loss is at most this, and BettingPValue(losses, alpha, delta)
// <= delta exactly for alpha above it. In [0, 1]: a mean below 0 is bounded by 0.
double BettingUpperBound(std::span<const double> losses, double delta);

// With probability 1 - delta the mean of values in [least, 1] is at least this. least <= 0 is
// known beforehand (a saving may be negative: a rejected attempt is paid for); no value is less.
double BettingLowerBound(std::span<const double> values, double least, double delta);

}  // namespace aqua::risk

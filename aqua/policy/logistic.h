// A small fitted model: L2-regularised logistic regression (Fan et al., "LIBLINEAR: A Library for
// Large Linear Classification", JMLR 9, 2008, solver 0).
#pragma once

#include <span>
#include <vector>

namespace aqua::policy {

// Past this the penalty is lost in rounding.
inline constexpr double kLargestC = 1e9;

// P(label) = 1 / (1 + exp(-(bias + sum_i weights_i (x_i - mean_i) / deviation_i))).
struct Logistic {
  std::vector<double> mean;
  std::vector<double> deviation;  // Positive. 1 where a feature never varied; its weight is 0.
  std::vector<double> weights;
  double bias = 0;

  // Each row holds the features of one example, all rows equally many. Features are standardised
  // (mean 0, population deviation 1); then (|weights|^2 + bias^2) / 2 + c sum log(1 + exp(-y z)),
  // y = +-1, is made least. Where all labels are the same there is nothing to separate: weights 0
  // and the probability (k + 0.5) / (n + 1), k of n labels being true. The same input gives the
  // same bits on one machine; safe to call from several threads.
  // Throws Error for no rows, rows of different lengths, a number of labels that is not that of the
  // rows, values that are not finite, and c that is not in (0, kLargestC].
  static Logistic Fit(std::span<const std::vector<float>> rows, const std::vector<bool>& labels,
                      double c = 1);

  // Of one example. Throws Error for another number of features than the model has, and where the
  // sum is not finite (features or a model that are not).
  double Probability(std::span<const float> features) const;

  bool operator==(const Logistic&) const = default;
};

}  // namespace aqua::policy

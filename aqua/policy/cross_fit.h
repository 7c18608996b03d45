// Judging a model on images that it was not fitted to.
#pragma once

#include <cstddef>
#include <vector>

namespace aqua::policy {

inline constexpr size_t kFolds = 5;  // Image i is in fold i mod kFolds.

// Every row's probability by a logistic model (logistic.h) of the other folds. Throws Error for
// fewer rows than folds, and as Logistic::Fit.
std::vector<double> CrossFitted(const std::vector<std::vector<float>>& rows,
                                const std::vector<bool>& targets, double c);

}  // namespace aqua::policy

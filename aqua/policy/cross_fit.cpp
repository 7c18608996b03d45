#include "aqua/policy/cross_fit.h"

#include "aqua/core/error.h"
#include "aqua/policy/logistic.h"

namespace aqua::policy {
namespace {

template <typename T>
std::vector<T> Without(const std::vector<T>& all, size_t fold) {
  std::vector<T> rest;
  for (size_t i = 0; i < all.size(); ++i) {
    if (i % kFolds != fold) rest.push_back(all[i]);
  }
  return rest;
}

}  // namespace

std::vector<double> CrossFitted(const std::vector<std::vector<float>>& rows,
                                const std::vector<bool>& targets, double c) {
  if (rows.size() < kFolds) {
    throw Error("{} images to fit on, expected at least {}", rows.size(), kFolds);
  }
  std::vector<double> probabilities(rows.size());
  for (size_t fold = 0; fold < kFolds; ++fold) {
    const Logistic model = Logistic::Fit(Without(rows, fold), Without(targets, fold), c);
    for (size_t i = fold; i < rows.size(); i += kFolds) {
      probabilities[i] = model.Probability(rows[i]);
    }
  }
  return probabilities;
}

}  // namespace aqua::policy

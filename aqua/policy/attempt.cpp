#include "aqua/policy/attempt.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "aqua/core/error.h"

namespace aqua::policy {
namespace {

constexpr double kLeast = std::numeric_limits<float>::lowest();

}  // namespace

int FirstClass(std::span<const float> log_probabilities) {
  return static_cast<int>(std::max_element(log_probabilities.begin(), log_probabilities.end()) -
                          log_probabilities.begin());
}

std::vector<float> LogProbabilities(std::span<const float> outputs, bool are_probabilities) {
  if (outputs.empty()) throw Error("the network gives no scores, expected one of each class");
  for (const float value : outputs) {
    if (std::isfinite(value)) continue;
    throw Error("the network's scores hold {}, expected finite numbers", value);
  }
  std::vector<float> logs(outputs.begin(), outputs.end());
  if (are_probabilities) {
    for (float& value : logs) value = std::log(std::max(value, std::numeric_limits<float>::min()));
    return logs;
  }
  const double most = *std::max_element(logs.begin(), logs.end());
  double sum = 0;
  for (const float value : logs) sum += std::exp(value - most);
  const double log_sum = std::log(sum);
  for (float& value : logs) value = static_cast<float>(std::max(value - most - log_sum, kLeast));
  return logs;
}

}  // namespace aqua::policy

#include "aqua/policy/attempt.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace aqua::policy {

int FirstClass(std::span<const float> log_probabilities) {
  return static_cast<int>(std::max_element(log_probabilities.begin(), log_probabilities.end()) -
                          log_probabilities.begin());
}

std::vector<float> LogProbabilities(std::span<const float> outputs, bool are_probabilities) {
  std::vector<float> logs(outputs.begin(), outputs.end());
  if (are_probabilities) {
    for (float& value : logs) value = std::log(std::max(value, std::numeric_limits<float>::min()));
    return logs;
  }
  const double most = *std::max_element(logs.begin(), logs.end());
  double sum = 0;
  for (const float value : logs) sum += std::exp(value - most);
  const double log_sum = most + std::log(sum);
  for (float& value : logs) value = static_cast<float>(value - log_sum);
  return logs;
}

}  // namespace aqua::policy

#include "aqua/policy/confidence.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "aqua/core/error.h"

namespace aqua::policy {
namespace {

constexpr double kLeastOdds = 1e-6;  // Keeps log-odds within +-14.
// Of the second class: one that is all but impossible says no more than one that is unlikely.
constexpr float kLeastLog = -20;

// Two largest logarithms, the larger first.
std::array<float, 2> FirstTwo(std::span<const float> logs) {
  std::array<float, 2> two = {logs[0], std::numeric_limits<float>::lowest()};
  for (const float value : logs.subspan(1)) {
    if (value > two[0]) {
      two = {value, two[0]};
    } else {
      two[1] = std::max(two[1], value);
    }
  }
  return {two[0], std::max(two[1], kLeastLog)};
}

double Margin(std::span<const float> logs) {
  const auto [first, second] = FirstTwo(logs);
  return std::exp(first) - std::exp(second);
}

double Entropy(std::span<const float> logs) {
  double entropy = 0;
  for (const float log : logs) entropy -= std::exp(static_cast<double>(log)) * log;
  return entropy;
}

const Attempt* FindEarlier(std::span<const Attempt> so_far) {
  for (size_t back = so_far.size() - 1; back > 0; --back) {
    if (!so_far[back - 1].log_probabilities.empty()) return &so_far[back - 1];
  }
  return nullptr;
}

void AddLast(std::span<const float> logs, std::vector<float>& inputs) {
  const auto [first, second] = FirstTwo(logs);
  const double p = std::clamp(std::exp(static_cast<double>(first)), kLeastOdds, 1 - kLeastOdds);
  inputs.push_back(static_cast<float>(std::log(p / (1 - p))));
  inputs.push_back(first - second);
  inputs.push_back(static_cast<float>(Margin(logs)));
  inputs.push_back(static_cast<float>(Entropy(logs)));
}

void AddEarlier(std::span<const float> logs, std::span<const float> last,
                std::vector<float>& inputs) {
  const int answer = FirstClass(last);
  inputs.push_back(FirstClass(logs) == answer ? 1.0F : 0.0F);
  inputs.push_back(std::exp(logs[static_cast<size_t>(answer)]));
  inputs.push_back(static_cast<float>(Margin(logs)));
}

}  // namespace

std::vector<float> ConfidenceInputs(const Observation& image, std::span<const Attempt> so_far,
                                    bool zeroth_layer) {
  AQUA_CHECK(!so_far.empty());
  const Attempt& last = so_far.back();
  std::vector<float> inputs = last.gate_scores;
  if (!last.log_probabilities.empty()) {
    AddLast(last.log_probabilities, inputs);
    if (const Attempt* earlier = FindEarlier(so_far)) {
      AddEarlier(earlier->log_probabilities, last.log_probabilities, inputs);
    }
  }
  if (zeroth_layer) {
    inputs.insert(inputs.end(), image.zeroth_scores.begin(), image.zeroth_scores.end());
  }
  return inputs;
}

}  // namespace aqua::policy

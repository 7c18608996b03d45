// What a promise is about: what one answered image has lost against the full run.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "aqua/policy/outcome_table.h"

namespace aqua::policy {

enum class Loss {
  kAccuracy,  // 1 where the full run is right and the answer is not, -1 the other way round, else
              // 0.
  kRegret,    // max(0, p(full run's answer) - p(answer)), p being the full run's probabilities at a
              // temperature that fits them to what happens. Needs no labels.
  kDisagreement,  // 1 where the answer is another than the full run's. Needs no labels.
};

std::string_view LossName(Loss loss);   // "accuracy", "regret", "disagreement".
Loss ParseLoss(std::string_view name);  // Throws Error.

// What a policy is fitted for and certified by.
struct Goal {
  Loss loss = Loss::kAccuracy;
  // 1 or 5: right is to have a right class among so many. Regret is always of the first class.
  int top = 1;
  double alpha = 0.02;     // The mean loss that is borne.
  double delta = 0.05;     // The probability with which the promise may fail.
  double temperature = 1;  // Of the full run's probabilities, for regret.

  bool operator==(const Goal&) const = default;
};

// Whether one of `right`, classes all, is among the `top` most probable.
bool IsRight(std::span<const float> log_probabilities, std::span<const int> right, int top);

// What the oracle goes by: whether the attempt is right, as the full run is; of an unlabelled
// image, whether both answer the same. An attempt without an answer keeps none.
bool KeepsAnswer(const ImageOutcome& image, size_t full, const Attempt& attempt);

// `answer`: what the policy answers. The image has the full run's outcome; for accuracy it is
// labelled. Of top 5, disagreement is that the full run's first class is not among the answer's
// five.
double LossOf(const Goal& goal, const ImageOutcome& image, size_t full,
              std::span<const float> answer);

}  // namespace aqua::policy

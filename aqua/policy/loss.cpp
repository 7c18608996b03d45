#include "aqua/policy/loss.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "aqua/core/error.h"
#include "aqua/core/quoted.h"

namespace aqua::policy {
namespace {

constexpr std::array<std::string_view, 3> kNames = {"accuracy", "regret", "disagreement"};

// Of two classes, softmax(logs / temperature).
double Regret(std::span<const float> full, int best, int answer, double temperature) {
  double sum = 0;
  for (const float log : full) sum += std::exp((log - full[best]) / temperature);
  return (1 - std::exp((full[answer] - full[best]) / temperature)) / sum;
}

}  // namespace

std::string_view LossName(Loss loss) { return kNames[static_cast<size_t>(loss)]; }

Loss ParseLoss(std::string_view name) {
  const auto found = std::find(kNames.begin(), kNames.end(), name);
  if (found == kNames.end()) {
    throw Error("{} is no loss; there are accuracy, regret and disagreement", Quoted(name));
  }
  return static_cast<Loss>(found - kNames.begin());
}

bool IsRight(std::span<const float> logs, std::span<const int> right, int top) {
  return std::any_of(right.begin(), right.end(), [&](int label) {
    AQUA_CHECK(label >= 0 && static_cast<size_t>(label) < logs.size());
    const float own = logs[static_cast<size_t>(label)];
    int before = 0;  // Classes ranked before it: more probable, or as probable with a lower index.
    for (size_t other = 0; other < logs.size(); ++other) {
      const bool ties_before = logs[other] == own && static_cast<int>(other) < label;
      before += logs[other] > own || ties_before ? 1 : 0;
    }
    return before < top;
  });
}

bool KeepsAnswer(const ImageOutcome& image, size_t full, const Attempt& attempt) {
  const std::span<const float> answer = attempt.log_probabilities;
  if (answer.empty()) return false;
  const std::span<const float> reference = image.attempts[full].log_probabilities;
  if (image.labels.empty()) return FirstClass(answer) == FirstClass(reference);
  return IsRight(reference, image.labels, 1) && IsRight(answer, image.labels, 1);
}

double LossOf(const Goal& goal, const ImageOutcome& image, size_t full,
              std::span<const float> answer) {
  const std::span<const float> reference = image.attempts[full].log_probabilities;
  AQUA_CHECK(!reference.empty() && reference.size() == answer.size());
  const std::array<int, 1> best = {FirstClass(reference)};
  switch (goal.loss) {
    case Loss::kAccuracy:
      AQUA_CHECK(!image.labels.empty());
      return IsRight(reference, image.labels, goal.top) - IsRight(answer, image.labels, goal.top);
    case Loss::kRegret:
      return Regret(reference, best[0], FirstClass(answer), goal.temperature);
    case Loss::kDisagreement:
      return IsRight(answer, best, goal.top) ? 0 : 1;
  }
  return 0;
}

}  // namespace aqua::policy

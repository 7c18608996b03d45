#include "aqua/policy/loss_table.h"

#include <cmath>

#include "aqua/core/error.h"

namespace aqua::policy {

LossTable::LossTable(const OutcomeTable& seen, const Goal& goal) {
  for (const ImageOutcome& image : seen.images) {
    if (goal.loss == Loss::kAccuracy && image.labels.empty()) {
      throw Error(
          "{}: it has no label, which the accuracy loss needs; leave such images out, or ask "
          "for regret or disagreement",
          image.file);
    }
    std::vector<double>& losses = losses_.emplace_back();
    for (const Attempt& attempt : image.attempts) {
      losses.push_back(attempt.log_probabilities.empty()
                           ? 0
                           : LossOf(goal, image, seen.menu.full, attempt.log_probabilities));
    }
  }
}

void Tally::Add(double image_loss, double image_saving) {
  loss += image_loss;
  loss_squares += image_loss * image_loss;
  saving += image_saving;
  ++images;
}

void Tally::Finish() {
  if (images == 0) return;
  const auto count = static_cast<double>(images);
  loss /= count;
  loss_squares /= count;
  saving /= count;
}

bool SeemsSafe(const Tally& tally, const Goal& goal) {
  constexpr double kErrors = 2;
  const double future = 2 * static_cast<double>(tally.images);
  const double variance = std::max(tally.loss_squares - tally.loss * tally.loss, 1 / future);
  return tally.loss + kErrors * std::sqrt(variance / future) <= goal.alpha;
}

}  // namespace aqua::policy

#include "aqua/policy/loss_table.h"

#include <algorithm>

namespace aqua::policy {

namespace {

constexpr double kErrors = 2;  // Standard errors, in SeemsSafe.

void CheckLabels(const ImageOutcome& image, size_t classes) {
  if (image.labels.empty()) {
    throw Error(
        "{}: it has no label, which the accuracy loss needs; leave such images out, or ask "
        "for regret or disagreement",
        image.file);
  }
  for (const int label : image.labels) {
    if (label >= 0 && static_cast<size_t>(label) < classes) continue;
    throw Error("{}: its label is class {}, but the network has classes 0 to {}", image.file, label,
                classes - 1);
  }
}

void CheckScores(const ImageOutcome& image, const Menu& menu) {
  AQUA_CHECK_EQ(image.attempts.size(), menu.options.size());
  AQUA_CHECK(!image.attempts[menu.full].log_probabilities.empty());
  for (size_t option = 0; option < menu.options.size(); ++option) {
    for (const float log : image.attempts[option].log_probabilities) {
      if (std::isfinite(log)) continue;
      throw Error("{}: the network's scores of \"{}\" hold {}, expected finite numbers", image.file,
                  menu.Name(option), log);
    }
  }
}

}  // namespace

LossTable::LossTable(const OutcomeTable& seen, const Goal& goal) {
  if (seen.images.empty()) throw Error("there are no images to fit on, expected at least one");
  AQUA_CHECK(goal.temperature > 0);
  for (const ImageOutcome& image : seen.images) {
    CheckScores(image, seen.menu);
    const size_t classes = image.attempts[seen.menu.full].log_probabilities.size();
    if (goal.loss == Loss::kAccuracy) CheckLabels(image, classes);
    std::vector<double>& losses = losses_.emplace_back();
    for (const Attempt& attempt : image.attempts) {
      losses.push_back(attempt.log_probabilities.empty()
                           ? std::nan("")
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
  const double future = 2 * static_cast<double>(tally.images);
  const double variance = std::max(tally.loss_squares - tally.loss * tally.loss, 1 / future);
  return tally.loss + kErrors * std::sqrt(variance / future) <= goal.alpha;
}

}  // namespace aqua::policy

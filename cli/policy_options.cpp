#include "cli/policy_options.h"

#include <thread>

#include "aqua/policy/certify.h"

namespace aqua::cli {
namespace {

constexpr double kAccuracyAlpha = 0.02;
constexpr double kOtherAlpha = 0.01;

std::optional<policy::Split> SplitNamed(const std::string& name) {
  if (name == "tune") return policy::Split::kTune;
  if (name == "calibrate") return policy::Split::kCalibrate;
  if (name == "test") return policy::Split::kTest;
  return std::nullopt;
}

}  // namespace

void ImageSetOptions::AddTo(CLI::App& command, const std::string& default_split) {
  split = default_split;
  command.add_option("FOLDER", folder, "Images, searched with its subfolders")->required();
  command.add_option("--labels", labels,
                     "CSV \"file,label\": files relative to FOLDER, classes as 3 or 3|17; only "
                     "labelled images are then used");
  command
      .add_option("--split", split,
                  "Part of FOLDER, by a hash of each image: tune (a fifth, for fit), calibrate "
                  "(three fifths, for certify), test (a fifth), all")
      ->check(CLI::IsMember({"tune", "calibrate", "test", "all"}))
      ->capture_default_str();
  command.add_option("--images", most, "At most so many images of the split; default: all")
      ->check(CLI::Range(int64_t{1}, int64_t{1} << 40));
}

adaptive::ImageSetSpec ImageSetOptions::Spec() const {
  adaptive::ImageSetSpec spec{folder, {}, SplitNamed(split), seed, most};
  if (!labels.empty()) spec.labels = labels;
  return spec;
}

void GoalOptions::AddTo(CLI::App& command) {
  command
      .add_option(
          "--loss", loss,
          "What is limited: accuracy (points lost against the full run; needs labels), regret "
          "(the full run's probability of its answer minus that of ours), disagreement (share "
          "of other answers). Default: accuracy with labels, else disagreement")
      ->check(CLI::IsMember({"accuracy", "regret", "disagreement"}));
  command.add_option("--alpha", alpha,
                     "Mean loss at most; default 0.02 for accuracy, 0.01 for the others");
  command.add_option("--delta", delta, "Chance that the promise may fail")->capture_default_str();
  command
      .add_option("--top", top, "An answer is right if a right class is among the first so many")
      ->check(CLI::IsMember({1, 5}))
      ->capture_default_str();
}

policy::Goal GoalOptions::Goal(bool has_labels) const {
  policy::Goal goal;
  goal.loss = has_labels ? policy::Loss::kAccuracy : policy::Loss::kDisagreement;
  if (!loss.empty()) goal.loss = policy::ParseLoss(loss);
  goal.top = top;
  goal.alpha = goal.loss == policy::Loss::kAccuracy ? kAccuracyAlpha : kOtherAlpha;
  if (alpha != 0) goal.alpha = alpha;
  goal.delta = delta;
  policy::ImagesNeeded(goal);  // Throws for alpha or delta that are no probability.
  return goal;
}

int JobsOr(int jobs) {
  return jobs > 0 ? jobs : std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

}  // namespace aqua::cli

#include "cli/policy_options.h"

#include <thread>

#include "aqua/core/error.h"
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

std::vector<int64_t> ParseScales(const std::string& text) {
  std::vector<int64_t> scales;
  if (text == "none") return scales;
  size_t start = 0;
  while (start <= text.size()) {
    const size_t comma = std::min(text.find(',', start), text.size());
    const std::string word = text.substr(start, comma - start);
    const bool is_number = !word.empty() && word.size() < 6 &&
                           word.find_first_not_of("0123456789") == std::string::npos;
    if (!is_number) {
      throw Error("--scales {}: \"{}\", expected pixels with commas, as 128,160, or none", text,
                  word);
    }
    scales.push_back(std::stoll(word));
    start = comma + 1;
  }
  return scales;
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
  goal.alpha = alpha.value_or(goal.alpha);
  goal.delta = delta;
  policy::ImagesNeeded(goal);  // Throws for alpha or delta that are no probability.
  return goal;
}

void AddMenuOptions(CLI::App& command, std::string& scales, std::vector<std::string>& crops,
                    int64_t& depth) {
  command.add_option("--scales", scales,
                     "Lower resolutions to choose from: shorter sides in pixels, as 128,160, or "
                     "none; default: from 3/7 of the network's size up");
  command
      .add_option("--crops", crops,
                  "Crops to choose from: codes with commas, as 1111,0110, or none; default: all 15")
      ->delimiter(',');
  command.add_option("--depth", depth, "Pixels that a crop cuts from an edge")
      ->capture_default_str();
}

adaptive::MenuSpec MenuOf(const std::string& scales, const std::vector<std::string>& crops,
                          int64_t depth) {
  adaptive::MenuSpec menu;
  if (!scales.empty()) menu.scales = ParseScales(scales);
  if (!crops.empty()) menu.codes.emplace();
  for (const std::string& code : crops) {
    if (code != "none") menu.codes->push_back(crop::CropCode::Parse(code));
  }
  menu.depth = depth;
  return menu;
}

int JobsOr(int jobs) {
  return jobs > 0 ? jobs : std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

}  // namespace aqua::cli

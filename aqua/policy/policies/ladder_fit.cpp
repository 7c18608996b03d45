#include "aqua/policy/policies/ladder_fit.h"

#include <algorithm>

#include "aqua/policy/confidence.h"
#include "aqua/policy/cross_fit.h"

namespace aqua::policy {
namespace {

constexpr size_t kMostRungs = 100;
constexpr double kRegularisation = 0.3;  // liblinear's C.

using Rows = std::vector<std::vector<float>>;

// Whatever the folds need of one path: inputs and targets by attempt, then image.
struct PathData {
  std::vector<Rows> inputs;
  std::vector<std::vector<bool>> costs_nothing;
};

bool IsGate(const Menu& menu, size_t option) { return !menu.options[option].gate.empty(); }

PathData Gather(const LadderPath& path, const OutcomeTable& seen, const LossTable& losses,
                bool zeroth_layer) {
  PathData data{std::vector<Rows>(path.attempts.size()),
                std::vector<std::vector<bool>>(path.attempts.size())};
  for (size_t image = 0; image < seen.images.size(); ++image) {
    std::vector<Attempt> so_far;
    for (size_t attempt = 0; attempt < path.attempts.size(); ++attempt) {
      const size_t option = path.attempts[attempt];
      so_far.push_back(seen.images[image].attempts[option]);
      data.inputs[attempt].push_back(
          ConfidenceInputs(seen.images[image].observation, so_far, zeroth_layer));
      data.costs_nothing[attempt].push_back(IsGate(seen.menu, option) ||
                                            losses.At(image, option) <= 0);
    }
  }
  return data;
}

// Plays the path at one threshold over all images.
class Player {
 public:
  Player(const LadderPath& path, const Menu& menu, const LossTable& losses,
         const std::vector<std::vector<double>>& trust, double gate_threshold)
      : path_(path), menu_(menu), losses_(losses), trust_(trust), gate_(gate_threshold) {}

  Tally Play(double threshold) const {
    Tally tally;
    for (size_t image = 0; image < trust_[0].size(); ++image) {
      double macs = 0;
      const size_t answer = Answer(image, threshold, macs);
      tally.Add(losses_.At(image, answer), 1 - macs / menu_.costs[menu_.full].macs);
    }
    tally.Finish();
    return tally;
  }

 private:
  size_t Answer(size_t image, double threshold, double& macs) const {
    for (size_t attempt = 0; attempt < path_.attempts.size(); ++attempt) {
      const size_t option = path_.attempts[attempt];
      macs += menu_.costs[option].macs;
      if (IsGate(menu_, option)) {
        if (trust_[attempt][image] < gate_) break;
      } else if (IsTaken(path_, attempt, menu_, trust_[attempt][image], threshold)) {
        return option;
      }
    }
    macs += menu_.costs[path_.last].macs;
    return path_.last;
  }

  const LadderPath& path_;
  const Menu& menu_;
  const LossTable& losses_;
  const std::vector<std::vector<double>>& trust_;
  double gate_;
};

// Thresholds that take ever more answers.
std::vector<double> Thresholds(const LadderPath& path, const Menu& menu,
                               const std::vector<std::vector<double>>& trust) {
  std::vector<double> all;
  for (size_t attempt = 0; attempt < trust.size(); ++attempt) {
    if (IsGate(menu, path.attempts[attempt])) continue;
    const double reach = CostToGo(path, attempt, menu);
    for (const double p : trust[attempt]) all.push_back(1 - (1 - p) / reach);
  }
  std::sort(all.begin(), all.end(), std::greater<>());
  std::vector<double> chosen;
  for (size_t rung = 1; rung <= kMostRungs; ++rung) {
    const double threshold = std::clamp(all[(all.size() - 1) * rung / kMostRungs], 0.0, 1.0);
    if (chosen.empty() || threshold < chosen.back()) chosen.push_back(threshold);
  }
  return chosen;
}

void Climb(const std::vector<double>& thresholds, const Player& player, const Goal& goal,
           FittedLadder& ladder) {
  ladder.rungs.clear();
  ladder.suggested_rung = -1;
  double most = 0;
  for (const double threshold : thresholds) {
    const Tally tally = player.Play(threshold);
    if (tally.saving <= most) continue;  // Saves no more than a safer rung, or than no decision.
    most = tally.saving;
    ladder.rungs.push_back({threshold, tally});
    if (SeemsSafe(tally, goal)) ladder.suggested_rung = static_cast<int>(ladder.rungs.size()) - 1;
  }
}

// The gate learns to tell whether its rest is worth running: whether its answer will be taken at
// the rung that looked best without a gate.
void FitGate(const Menu& menu, double threshold, PathData& data, FittedLadder& ladder,
             std::vector<std::vector<double>>& trust) {
  std::vector<bool> taken;
  for (const double p : trust[1]) taken.push_back(IsTaken(ladder.path, 1, menu, p, threshold));
  ladder.models[0] = Logistic::Fit(data.inputs[0], taken, kRegularisation);
  trust[0] = CrossFitted(data.inputs[0], taken, kRegularisation);
  // Running the rest pays when p(taken) x the whole run's MACs exceed the rest's.
  ladder.gate_threshold =
      menu.costs[ladder.path.attempts[1]].macs / menu.costs[ladder.path.last].macs;
}

}  // namespace

double FittedLadder::Merit() const {
  if (suggested_rung >= 0) return rungs[static_cast<size_t>(suggested_rung)].tally.saving;
  double least = 2;  // More than any loss.
  for (const LadderRung& rung : rungs) least = std::min(least, rung.tally.loss);
  return -least;
}

bool IsTaken(const LadderPath& path, size_t attempt, const Menu& menu, double trust,
             double threshold) {
  return 1 - trust <= (1 - threshold) * CostToGo(path, attempt, menu);
}

FittedLadder FitLadder(const LadderPath& path, const OutcomeTable& seen, const LossTable& losses,
                       const Goal& goal, bool zeroth_layer) {
  PathData data = Gather(path, seen, losses, zeroth_layer);
  FittedLadder ladder{path, zeroth_layer, {}, 0, {}, -1};
  std::vector<std::vector<double>> trust;
  for (size_t attempt = 0; attempt < path.attempts.size(); ++attempt) {
    const bool is_gate = IsGate(seen.menu, path.attempts[attempt]);
    ladder.models.push_back(is_gate ? Logistic{}
                                    : Logistic::Fit(data.inputs[attempt],
                                                    data.costs_nothing[attempt], kRegularisation));
    trust.push_back(
        is_gate ? std::vector<double>(seen.images.size(), 1)
                : CrossFitted(data.inputs[attempt], data.costs_nothing[attempt], kRegularisation));
  }
  const std::vector<double> thresholds = Thresholds(path, seen.menu, trust);
  Climb(thresholds, {path, seen.menu, losses, trust, 0}, goal, ladder);
  if (!IsGate(seen.menu, path.attempts[0]) || ladder.rungs.empty()) return ladder;
  const auto rung = static_cast<size_t>(std::max(ladder.suggested_rung, 0));
  FitGate(seen.menu, ladder.rungs[rung].threshold, data, ladder, trust);
  Climb(thresholds, {path, seen.menu, losses, trust, ladder.gate_threshold}, goal, ladder);
  return ladder;
}

}  // namespace aqua::policy

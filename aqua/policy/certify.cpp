#include "aqua/policy/certify.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <span>

#include "aqua/core/error.h"
#include "aqua/risk/betting_bound.h"
#include "aqua/risk/binomial_tail.h"
#include "aqua/risk/fixed_sequence.h"
#include "aqua/risk/least_images.h"
#include "aqua/risk/signed_p_value.h"

namespace aqua::policy {
namespace {

constexpr int64_t kMostImages = 2'000'000;  // For which the number needed is worked out.

void CheckGoal(const Goal& goal) {
  for (const auto& [name, value] : {std::pair("alpha", goal.alpha), {"delta", goal.delta}}) {
    if (value > 0 && value < 1) continue;
    throw Error("{} is {}, expected more than 0 and less than 1", name, value);
  }
}

// The losses of one rung, seen by the test of the goal.
class LossTest {
 public:
  LossTest(const Goal& goal, std::span<const double> losses)
      : goal_(goal), losses_(losses), images_(static_cast<int64_t>(losses.size())) {
    for (const double loss : losses) {
      AQUA_CHECK(loss <= 1 && loss >= (goal.loss == Loss::kAccuracy ? -1 : 0));
      AQUA_CHECK(goal.loss == Loss::kRegret || loss == std::round(loss));
      if (loss > 0) ++worse_;
      if (loss < 0) ++better_;
    }
  }

  double PValue() const {
    switch (goal_.loss) {
      case Loss::kAccuracy:
        return risk::SignedPValue({images_, worse_, better_}, goal_.alpha, goal_.delta);
      case Loss::kDisagreement:
        return std::exp(risk::LogBinomialTail(images_, goal_.alpha, worse_));
      case Loss::kRegret:
        return risk::BettingPValue(losses_, goal_.alpha, goal_.delta);
    }
    return 1;
  }

  double Bound() const {
    switch (goal_.loss) {
      case Loss::kAccuracy:
        return risk::SignedUpperBound({images_, worse_, better_}, goal_.delta);
      case Loss::kDisagreement:
        return risk::ClopperPearsonUpper(images_, worse_, goal_.delta);
      case Loss::kRegret:
        return risk::BettingUpperBound(losses_, goal_.delta);
    }
    return 1;
  }

  int64_t worse() const { return worse_; }
  int64_t better() const { return better_; }

 private:
  const Goal& goal_;
  std::span<const double> losses_;
  int64_t images_;
  int64_t worse_ = 0;
  int64_t better_ = 0;
};

double Mean(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

// Every order as likely as another, and the same with every library.
std::vector<size_t> DrawOrder(size_t count, uint64_t seed) {
  std::vector<size_t> order(count);
  std::iota(order.begin(), order.end(), size_t{0});
  std::mt19937_64 random(seed);
  for (size_t i = count; i > 1; --i) std::swap(order[i - 1], order[random() % i]);
  return order;
}

std::vector<double> InOrder(std::span<const double> values, std::span<const size_t> order) {
  AQUA_CHECK_EQ(values.size(), order.size());
  std::vector<double> sorted;
  sorted.reserve(values.size());
  for (const size_t index : order) sorted.push_back(values[index]);
  return sorted;
}

Verdict Judge(const Goal& goal, const CalibrationSpec& spec, int rung,
              const RungOutcomes& outcomes) {
  const LossTest test(goal, outcomes.losses);
  Verdict verdict;
  verdict.rung = rung;
  verdict.mean_loss = Mean(outcomes.losses);
  verdict.worse = test.worse();
  verdict.better = test.better();
  verdict.bound = test.Bound();
  verdict.saving_mean = Mean(outcomes.savings);
  verdict.saving_at_least =
      risk::BettingLowerBound(outcomes.savings, spec.least_saving, goal.delta);
  return verdict;
}

bool Suffices(const Goal& goal, int64_t images) {
  const std::vector<double> no_loss(goal.loss == Loss::kRegret ? static_cast<size_t>(images) : 0);
  switch (goal.loss) {
    case Loss::kAccuracy:
      return risk::SignedPValue({images, 0, 0}, goal.alpha, goal.delta) <= goal.delta;
    case Loss::kDisagreement:
      return images >= risk::LeastImages(goal.alpha, goal.delta);
    case Loss::kRegret:
      return risk::BettingPValue(no_loss, goal.alpha, goal.delta) <= goal.delta;
  }
  return false;
}

}  // namespace

int64_t ImagesNeeded(const Goal& goal) {
  CheckGoal(goal);
  const int64_t least = risk::LeastImages(goal.alpha, goal.delta);
  if (least > kMostImages) return least;
  int64_t too_few = 0;
  int64_t enough = std::max<int64_t>(1, least / 2);
  while (enough < kMostImages && !Suffices(goal, enough)) {
    too_few = enough;
    enough *= 2;
  }
  while (enough - too_few > 1) {
    const int64_t middle = too_few + (enough - too_few) / 2;
    (Suffices(goal, middle) ? enough : too_few) = middle;
  }
  return enough;
}

Verdict Certify(const Goal& goal, const CalibrationSpec& spec,
                const std::function<RungOutcomes(int rung)>& play) {
  const int64_t needed = ImagesNeeded(goal);
  if (spec.images < needed) {
    throw Error(
        "{} images to certify on; a mean {} of at most {} with {} % confidence needs {} or more, "
        "even if none of them shows a loss",
        spec.images, LossName(goal.loss), goal.alpha, 100 * (1 - goal.delta), needed);
  }
  const auto images = static_cast<size_t>(spec.images);
  const std::vector<size_t> order = DrawOrder(images, spec.order_seed);
  Verdict best;
  RungOutcomes outcomes;
  const auto p_value = [&](int rung) {
    outcomes = play(rung);
    outcomes = {InOrder(outcomes.losses, order), InOrder(outcomes.savings, order)};
    const double p = LossTest(goal, outcomes.losses).PValue();
    if (p <= goal.delta && Mean(outcomes.savings) > best.saving_mean) {
      best = Judge(goal, spec, rung, outcomes);
    }
    return p;
  };
  best.p_values = risk::TestInSequence(spec.rungs, goal.delta, p_value).p_values;
  best.images = spec.images;
  return best;
}

}  // namespace aqua::policy

#include "aqua/policy/certify.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <string>

#include "aqua/core/error.h"
#include "aqua/risk/betting_bound.h"

namespace aqua::policy {
namespace {

constexpr Goal kDisagree = {Loss::kDisagreement, 1, 0.01, 0.05, 1};
constexpr Goal kDrop = {Loss::kAccuracy, 1, 0.02, 0.05, 1};
constexpr Goal kRegretGoal = {Loss::kRegret, 1, 0.01, 0.05, 1};

// The first images are worse, then come the better ones.
RungOutcomes Outcomes(size_t images, size_t worse, size_t better, double saving) {
  RungOutcomes outcomes;
  outcomes.losses.assign(images, 0.0);
  for (size_t i = 0; i < worse; ++i) outcomes.losses[i] = 1;
  for (size_t i = worse; i < worse + better; ++i) outcomes.losses[i] = -1;
  outcomes.savings.assign(images, saving);
  return outcomes;
}

std::string Complaint(const Goal& goal, int64_t images) {
  try {
    Certify(goal, {images, 1, 0, 0},
            [&](int) { return Outcomes(static_cast<size_t>(images), 0, 0, 0.3); });
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

TEST(Certify, TakesTheLastRungBeforeTheFirstFailure) {
  // Of 1000 images 4 losses pass at 1 % and 5 %, 5 do not.
  const std::vector<size_t> losses = {0, 2, 4, 5, 1};
  std::vector<int> asked;
  const Verdict verdict = Certify(kDisagree, {1000, 5, 0, 0}, [&](int rung) {
    asked.push_back(rung);
    return Outcomes(1000, losses[static_cast<size_t>(rung)], 0, 0.1 * (rung + 1));
  });
  EXPECT_EQ(verdict.rung, 2);
  EXPECT_EQ(asked, (std::vector<int>{0, 1, 2, 3}));
  EXPECT_EQ(verdict.p_values.size(), 4u);
  EXPECT_EQ(verdict.images, 1000);
  EXPECT_EQ(verdict.worse, 4);
  EXPECT_EQ(verdict.better, 0);
  EXPECT_DOUBLE_EQ(verdict.mean_loss, 0.004);
  EXPECT_LE(verdict.bound, 0.01);
  EXPECT_NEAR(verdict.bound, 0.0091, 0.0001);  // Clopper-Pearson, 4 of 1000.
  EXPECT_NEAR(verdict.saving_mean, 0.3, 1e-12);
  EXPECT_LT(verdict.saving_at_least, 0.3);
  EXPECT_GT(verdict.saving_at_least, 0.28);
}

TEST(Certify, TakesTheRungThatSavesMostOfThoseThatPassed) {
  const std::vector<double> savings = {0.1, 0.4, 0.2};
  const Verdict verdict = Certify(kDisagree, {400, 3, 0, 0}, [&](int rung) {
    return Outcomes(400, 0, 0, savings[static_cast<size_t>(rung)]);
  });
  EXPECT_EQ(verdict.rung, 1);
  EXPECT_EQ(verdict.p_values.size(), 3u);
}

TEST(Certify, NothingSafeIsNone) {
  const Verdict verdict =
      Certify(kDisagree, {1000, 2, 0, 0}, [](int) { return Outcomes(1000, 5, 0, 0.5); });
  Verdict none;
  none.images = 1000;
  none.p_values = verdict.p_values;
  EXPECT_EQ(verdict, none);
  EXPECT_EQ(verdict.p_values.size(), 1u);
}

TEST(Certify, NothingThatSavesIsNone) {
  for (const double saving : {0.0, -0.1}) {
    const Verdict verdict =
        Certify(kDisagree, {1000, 2, -0.5, 0}, [&](int) { return Outcomes(1000, 0, 0, saving); });
    EXPECT_EQ(verdict.rung, -1);
    EXPECT_EQ(verdict.saving_mean, 0);
    EXPECT_EQ(verdict.saving_at_least, 0);
  }
}

TEST(Certify, GainsPayForLossesOfAccuracyAlone) {
  const auto play = [](int) { return Outcomes(1600, 40, 38, 0.5); };
  const Verdict verdict = Certify(kDrop, {1600, 1, 0, 0}, play);
  EXPECT_EQ(verdict.rung, 0);
  EXPECT_EQ(verdict.worse, 40);
  EXPECT_EQ(verdict.better, 38);
  EXPECT_GT(verdict.bound, 2.0 / 1600);
  EXPECT_LE(verdict.bound, 0.02);
  Goal disagree = kDrop;
  disagree.loss = Loss::kDisagreement;
  const auto without_gains = [](int) { return Outcomes(1600, 40, 0, 0.5); };
  EXPECT_EQ(Certify(disagree, {1600, 1, 0, 0}, without_gains).rung, -1);
}

TEST(Certify, RegretIsBetInAnOrderOfTheSeed) {
  std::mt19937 random(1);
  std::uniform_real_distribution<double> uniform(0, 0.02);
  RungOutcomes outcomes = Outcomes(800, 0, 0, 0.25);
  for (double& loss : outcomes.losses) loss = uniform(random) < 0.002 ? 0.04 : 0;
  const auto play = [&](int) { return outcomes; };
  const Verdict first = Certify(kRegretGoal, {800, 1, 0, 1}, play);
  EXPECT_EQ(first.rung, 0);
  EXPECT_EQ(Certify(kRegretGoal, {800, 1, 0, 1}, play), first);
  EXPECT_NE(Certify(kRegretGoal, {800, 1, 0, 2}, play).p_values, first.p_values);
  EXPECT_LE(first.p_values[0], 0.05);
  EXPECT_LE(first.bound, 0.01);
  // As sharp as in the order given, within what an order does.
  EXPECT_NEAR(first.bound, risk::BettingUpperBound(outcomes.losses, 0.05), 0.001);
}

TEST(Certify, TooFewImagesAreRefusedAndTheNumberNeededIsSaid) {
  EXPECT_NE(Complaint(kDisagree, 298).find("needs 299 or more"), std::string::npos);
  EXPECT_NE(Complaint(kDisagree, 0).find("0 images"), std::string::npos);
  EXPECT_EQ(Complaint(kDisagree, 299), "");
  for (const Goal& goal : {kDrop, kRegretGoal}) {
    const int64_t needed = ImagesNeeded(goal);
    EXPECT_NE(Complaint(goal, needed - 1).find(std::to_string(needed)), std::string::npos);
    EXPECT_EQ(Complaint(goal, needed), "");
    // No test can do with much less, and these ask for little more.
    EXPECT_GT(needed, 0.7 * std::log(0.05) / std::log(1 - goal.alpha));
    EXPECT_LT(needed, 3 * std::log(0.05) / std::log(1 - goal.alpha));
  }
}

TEST(Certify, TheNumberNeededPassesWithoutLosses) {
  for (const Goal& goal : {kDisagree, kDrop, kRegretGoal}) {
    const int64_t needed = ImagesNeeded(goal);
    const auto play = [&](int) { return Outcomes(static_cast<size_t>(needed), 0, 0, 0.3); };
    EXPECT_EQ(Certify(goal, {needed, 1, 0, 0}, play).rung, 0);
  }
}

TEST(Certify, LevelsOutsideOfZeroAndOneAreRefused) {
  for (const double bad : {0.0, 1.0, -0.1, 2.0, std::nan("")}) {
    Goal goal = kDrop;
    goal.alpha = bad;
    EXPECT_NE(Complaint(goal, 1000).find("alpha is"), std::string::npos);
    goal = kDrop;
    goal.delta = bad;
    EXPECT_NE(Complaint(goal, 1000).find("delta is"), std::string::npos);
  }
}

TEST(Certify, AbsurdPromisesAreRefusedAtOnce) {
  for (const Loss loss : {Loss::kAccuracy, Loss::kRegret, Loss::kDisagreement}) {
    EXPECT_NE(Complaint({loss, 1, 1e-12, 0.05, 1}, 1000).find("needs"), std::string::npos);
    EXPECT_NE(Complaint({loss, 1, 0.01, 1e-300, 1}, 1000).find("needs"), std::string::npos);
  }
}

// Regret and saving of an image go together, and the rung is chosen by the regret: the lower bound
// of the saving holds all the same, as does the upper one of the regret.
TEST(Certify, BoundsHoldForTheRungThatWasChosen) {
  constexpr Goal kGoal = {Loss::kRegret, 1, 0.02, 0.1, 1};
  constexpr int kRungs = 10;
  constexpr size_t kImages = 300;
  std::mt19937 random(5);
  std::uniform_real_distribution<double> uniform(0, 1);
  int loss_broken = 0;
  int saving_broken = 0;
  int certified = 0;
  for (int run = 0; run < 500; ++run) {
    std::vector<double> hardness(kImages);
    for (double& value : hardness) value = uniform(random);
    // An image is accepted from rung 10 * hardness on, saves 0.5 then and costs 0.2 else; a
    // tenth of the accepted lose 0.25.
    RungOutcomes outcomes;
    const auto play = [&](int rung) {
      outcomes = Outcomes(kImages, 0, 0, -0.2);
      for (size_t i = 0; i < kImages; ++i) {
        if (hardness[i] * kRungs > rung + 1) continue;
        outcomes.savings[i] = 0.5;
        if (std::fmod(hardness[i] * 1000, 10) < 1) outcomes.losses[i] = 0.25;
      }
      return outcomes;
    };
    const Verdict verdict = Certify(kGoal, {kImages, kRungs, -0.2, 3}, play);
    if (verdict.rung < 0) continue;
    ++certified;
    const double accepted = (verdict.rung + 1.0) / kRungs;
    if (accepted * 0.025 > verdict.bound) ++loss_broken;
    if (0.7 * accepted - 0.2 < verdict.saving_at_least) ++saving_broken;
  }
  EXPECT_GT(certified, 250);
  EXPECT_LE(loss_broken, 50);
  EXPECT_LE(saving_broken, 50);
}

}  // namespace
}  // namespace aqua::policy

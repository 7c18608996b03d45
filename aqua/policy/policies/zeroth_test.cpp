#include "aqua/policy/policies/zeroth.h"

#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <random>

#include "aqua/core/error.h"
#include "aqua/policy/play.h"
#include "aqua/policy/testing/outcomes.h"

namespace aqua::policy {
namespace {

constexpr size_t kScores = 20;
constexpr size_t kTelling = 13;
constexpr size_t kImages = 400;
const Goal kGoal{Loss::kDisagreement, 1, 0.03, 0.05, 1};

// A full run and two crops at 0.5 and 0.75. The dearer crop is right where one score of twenty is
// above -1, the cheaper one where it is above 1; the others are noise.
OutcomeTable Planted() {
  OutcomeTable table{ScalesMenu({0.5, 0.75}), {}};
  for (const size_t crop : {1, 2}) table.menu.options[crop].code.top = true;
  std::mt19937 random(6);
  for (size_t index = 0; index < kImages; ++index) {
    ImageOutcome image = SureImage(table.menu, index);
    for (size_t score = 0; score < kScores; ++score) {
      image.observation.zeroth_scores.push_back(static_cast<float>(random() % 600) / 100 - 3);
    }
    const float telling = image.observation.zeroth_scores[kTelling];
    image.attempts[1] = {1, Sure(telling > 1 ? 0 : 4, 0.8), {}};
    image.attempts[2] = {2, Sure(telling > -1 ? 0 : 4, 0.8), {}};
    table.images.push_back(image);
  }
  return table;
}

PolicyPtr Fitted(const OutcomeTable& table) {
  PolicyPtr policy = MakeZeroth();
  policy->Fit(table, kGoal);
  return policy;
}

TEST(Zeroth, FindsThePlantedScore) {
  const OutcomeTable table = Planted();
  const PolicyPtr policy = Fitted(table);
  ASSERT_GE(policy->SuggestedRung(), 0);
  double wrong = 0;
  double saving = 0;
  for (const ImageOutcome& image : table.images) {
    const Play play = PlayOut(*policy, policy->SuggestedRung(), table.menu, image);
    ASSERT_EQ(play.attempts.size(), 1u);
    wrong += FirstClass(play.answer()) == 0 ? 0 : 1;
    saving += 1 - play.cost.macs / table.menu.costs[0].macs;
  }
  EXPECT_LE(wrong / kImages, 0.03);
  EXPECT_GE(saving / kImages, 0.15);  // Knowing all: 1/3 x 0.5 + 1/3 x 0.25 = 0.25.
  const nlohmann::json crops = policy->Save()["crops"];
  for (const nlohmann::json& crop : crops) {
    const std::vector<double> weights = crop["model"]["weights"];
    for (size_t score = 0; score < kScores; ++score) {
      if (score == kTelling) continue;
      EXPECT_LT(std::abs(weights[score]), 0.3 * weights[kTelling]) << score;
    }
  }
}

TEST(Zeroth, TakesTheCheapestCropThatIsLikelyEnough) {
  const OutcomeTable table = Planted();
  const PolicyPtr policy = Fitted(table);
  Observation image{std::vector<float>(kScores, 0), 0, {}};
  const auto choice = [&](float telling) {
    image.zeroth_scores[kTelling] = telling;
    return policy->Next(image, {}, policy->SuggestedRung()).run.value();
  };
  EXPECT_EQ(choice(3), 1u);
  EXPECT_EQ(choice(0.5), 2u);
  EXPECT_EQ(choice(-3), 0u);
}

TEST(Zeroth, NoiseIsNotTrusted) {
  OutcomeTable table = Planted();
  std::mt19937 random(7);
  for (ImageOutcome& image : table.images) {
    image.observation.zeroth_scores[kTelling] = static_cast<float>(random() % 600) / 100 - 3;
  }
  const PolicyPtr policy = Fitted(table);
  double saving = 0;
  for (const ImageOutcome& image : table.images) {
    const Play play = PlayOut(*policy, policy->SuggestedRung(), table.menu, image);
    saving += 1 - play.cost.macs / table.menu.costs[0].macs;
  }
  // A third of the dearer crops fail: 3 % of losses are borne by 9 % of such crops, saving 0.0225.
  EXPECT_LE(saving / kImages, 0.025);
}

TEST(Zeroth, ItsWorkIsAChanceOfEveryCrop) {
  const layers::Workloads work = Fitted(Planted())->DecisionWork();
  ASSERT_EQ(work.size(), 1u);
  EXPECT_EQ(work[0].macs(), int64_t{kScores} * 2);
}

TEST(Zeroth, ImagesWithoutScoresAreNamed) {
  OutcomeTable table = Planted();
  table.images[7].observation.zeroth_scores.clear();
  try {
    Fitted(table);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(std::string(error.what()).find("7.jpg: "), 0u) << error.what();
  }
  table = Planted();
  table.images[7].observation.zeroth_scores[3] = std::nanf("");
  EXPECT_THROW(Fitted(table), Error);
  table.images[7].observation.zeroth_scores.pop_back();
  EXPECT_THROW(Fitted(table), Error);
}

TEST(Zeroth, WhatFitCouldNotHaveLearnedIsNotLoaded) {
  const OutcomeTable table = Planted();
  const nlohmann::json learned = Fitted(table)->Save();
  nlohmann::json changed = learned;
  changed["thresholds"] = {0.4, 0.5};
  changed["suggested_rung"] = 1;
  EXPECT_THROW(MakeZeroth()->Load(changed, table.menu), Error);
  changed["thresholds"] = {0.5, 0.4};
  EXPECT_NO_THROW(MakeZeroth()->Load(changed, table.menu));
  changed["crops"][0]["option"] = 0;  // The whole picture.
  EXPECT_THROW(MakeZeroth()->Load(changed, table.menu), Error);
  changed = learned;
  for (const char* key : {"mean", "deviation", "weights"}) {
    changed["crops"][1]["model"][key].push_back(1);
  }
  EXPECT_THROW(MakeZeroth()->Load(changed, table.menu), Error);
}

TEST(Zeroth, AMenuWithoutCropsIsRefused) {
  OutcomeTable table = Planted();
  for (const size_t crop : {1, 2}) table.menu.options[crop].code = {};
  EXPECT_THROW(Fitted(table), Error);
}

}  // namespace
}  // namespace aqua::policy

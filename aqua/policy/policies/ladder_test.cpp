#include "aqua/policy/policies/ladder.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "aqua/core/error.h"
#include "aqua/policy/play.h"
#include "aqua/policy/policies/ladder_fit.h"
#include "aqua/policy/testing/outcomes.h"

namespace aqua::policy {
namespace {

const Goal kGoal{Loss::kAccuracy, 1, 0.03, 0.05, 1};
constexpr size_t kImages = 400;

// Full, then attempts at 0.3 and 0.5. Half of the images are clear: the cheap attempt is right and
// says so with 0.95; of the others it is wrong, at 0.6. The other attempt is always as sure, and
// wrong of every third image, in another way: the two together tell no more.
OutcomeTable ClearHalf() {
  OutcomeTable table{ScalesMenu({0.3, 0.5}), {}};
  for (size_t index = 0; index < kImages; ++index) {
    const bool is_clear = index / 7 % 2 == 0;
    ImageOutcome image = SureImage(table.menu, index);
    image.attempts[1] = {1, is_clear ? Sure(0, 0.95) : Sure(4, 0.6), {}};
    image.attempts[2] = {2, Sure(index % 3 == 0 ? 5 : 0, 0.8), {}};
    table.images.push_back(image);
  }
  return table;
}

TEST(IsTaken, BearsMoreRiskWhereMoreIsSpared) {
  const Menu menu = ScalesMenu({0.25, 0.5});
  const LadderPath path{{1, 2}, 0};  // Going on costs 1.5 after the first, 1 after the second.
  EXPECT_TRUE(IsTaken(path, 0, menu, 0.851, 0.9));
  EXPECT_FALSE(IsTaken(path, 0, menu, 0.849, 0.9));
  EXPECT_TRUE(IsTaken(path, 1, menu, 0.901, 0.9));
  EXPECT_FALSE(IsTaken(path, 1, menu, 0.899, 0.9));
  EXPECT_FALSE(IsTaken(path, 0, menu, 0.999, 1));
  EXPECT_TRUE(IsTaken(path, 1, menu, 0, 0));
}

TEST(Ladder, FindsTheAttemptThatCanBeTrusted) {
  const OutcomeTable table = ClearHalf();
  const PolicyPtr ladder = MakeLadder(LadderKind::kCascade);
  ladder->Fit(table, kGoal);
  ASSERT_GE(ladder->SuggestedRung(), 0);
  EXPECT_EQ(ladder->Options(), (std::vector<size_t>{0, 1}));
  for (size_t index = 0; index < kImages; ++index) {
    const Play play = PlayOut(*ladder, ladder->SuggestedRung(), table.menu, table.images[index]);
    EXPECT_EQ(play.attempts.size(), index / 7 % 2 == 0 ? 1u : 2u) << index;
    EXPECT_EQ(FirstClass(play.answer()), 0) << index;
    EXPECT_GT(play.confidences[0].value(), index / 7 % 2 == 0 ? 0.8 : 0);
    EXPECT_LT(play.confidences[0].value(), index / 7 % 2 == 0 ? 1 : 0.2);
  }
}

TEST(Ladder, WhereNothingCanBeTrustedItSuggestsNothing) {
  OutcomeTable table = ClearHalf();
  for (ImageOutcome& image : table.images) {
    const bool is_right = image.observation.image_hash % 2 == 0;
    image.attempts[1].log_probabilities = Sure(is_right ? 0 : 4, 0.8);
  }
  const PolicyPtr ladder = MakeLadder(LadderKind::kCascade);
  ladder->Fit(table, kGoal);
  EXPECT_EQ(ladder->SuggestedRung(), -1);
}

TEST(Ladder, TwoAttemptsAreMadeWhereBothPay) {
  OutcomeTable table = ClearHalf();  // Thirds: clear to the first, to the second, to neither.
  for (ImageOutcome& image : table.images) {
    const uint64_t third = image.observation.image_hash / 7 % 3;
    image.attempts[1].log_probabilities = third == 0 ? Sure(0, 0.95) : Sure(4, 0.5);
    image.attempts[2].log_probabilities = third == 2 ? Sure(4, 0.5) : Sure(0, 0.95);
  }
  table.menu.costs[1].macs = 0.05 * table.menu.costs[0].macs;
  const PolicyPtr ladder = MakeLadder(LadderKind::kCascade);
  ladder->Fit(table, kGoal);
  EXPECT_EQ(ladder->Options(), (std::vector<size_t>{0, 1, 2}));
  for (const ImageOutcome& image : table.images) {
    const Play play = PlayOut(*ladder, ladder->SuggestedRung(), table.menu, image);
    EXPECT_EQ(play.attempts.size(), image.observation.image_hash / 7 % 3 + 1);
    EXPECT_EQ(FirstClass(play.answer()), 0);
  }
}

// The attempt itself looks the same of every image; the 0th layer tells.
TEST(Ladder, ReadsTheZerothLayerWhereThatPays) {
  OutcomeTable table = ClearHalf();
  for (ImageOutcome& image : table.images) {
    const bool is_clear = image.observation.image_hash / 7 % 2 == 0;
    image.attempts[1].log_probabilities = Sure(is_clear ? 0 : 4, 0.8);
    image.observation.zeroth_scores = {is_clear ? 1.0F : -1.0F};
  }
  const PolicyPtr ladder = MakeLadder(LadderKind::kCascade);
  ladder->Fit(table, kGoal);
  EXPECT_TRUE(ladder->ReadsZerothLayer());
  ASSERT_GE(ladder->SuggestedRung(), 0);
  for (const ImageOutcome& image : table.images) {
    const Play play = PlayOut(*ladder, ladder->SuggestedRung(), table.menu, image);
    EXPECT_EQ(FirstClass(play.answer()), 0);
    EXPECT_EQ(play.attempts.size(), image.observation.image_hash / 7 % 2 + 1);
  }
}

// A gate at 0.1 whose score tells whether the rest, at 0.3, will be trusted.
OutcomeTable GatedTable() {
  OutcomeTable table = ClearHalf();
  table.menu.options[1].gate = "stem";
  table.menu.options[2] = table.menu.options[1];
  table.menu.options[2].gate.clear();
  table.menu.options[2].after = 1;
  table.menu.costs[1].macs = 0.1 * table.menu.costs[0].macs;
  table.menu.costs[2].macs = 0.3 * table.menu.costs[0].macs;
  for (ImageOutcome& image : table.images) {
    const bool is_clear = image.observation.image_hash / 7 % 2 == 0;
    image.attempts[2] = {2, image.attempts[1].log_probabilities, {}};
    image.attempts[1] = {1, {}, {is_clear ? 2.0F : -2.0F, 0.5F}};
  }
  return table;
}

TEST(Ladder, AGateSkipsTheRestOfWhatLooksHopeless) {
  const OutcomeTable table = GatedTable();
  const PolicyPtr ladder = MakeLadder(LadderKind::kGate);
  ladder->Fit(table, kGoal);
  ASSERT_GE(ladder->SuggestedRung(), 0);
  for (const ImageOutcome& image : table.images) {
    const bool is_clear = image.observation.image_hash / 7 % 2 == 0;
    const Play play = PlayOut(*ladder, ladder->SuggestedRung(), table.menu, image);
    ASSERT_EQ(play.attempts.size(), 2u);
    EXPECT_EQ(play.attempts[1].option, is_clear ? 2u : 0u);
    EXPECT_EQ(FirstClass(play.answer()), 0);
    EXPECT_NEAR(play.cost.macs / table.menu.costs[0].macs, is_clear ? 0.4 : 1.1, 1e-9);
  }
}

TEST(Ladder, AGateThatTellsNothingStopsNothing) {
  OutcomeTable table = GatedTable();
  for (ImageOutcome& image : table.images) image.attempts[1].gate_scores = {1, 1};
  const PolicyPtr ladder = MakeLadder(LadderKind::kGate);
  ladder->Fit(table, kGoal);
  for (const ImageOutcome& image : table.images) {
    const Play play = PlayOut(*ladder, ladder->SuggestedRung(), table.menu, image);
    EXPECT_EQ(play.attempts[1].option, 2u);
  }
}

TEST(FitLadder, TalliesAreOfImagesJudgedByModelsOfOthers) {
  const OutcomeTable table = ClearHalf();
  const LossTable losses(table, kGoal);
  const FittedLadder fitted = FitLadder({{1}, 0}, table, losses, kGoal, false);
  ASSERT_GE(fitted.suggested_rung, 0);
  const Tally& tally = fitted.rungs[static_cast<size_t>(fitted.suggested_rung)].tally;
  EXPECT_EQ(tally.images, kImages);
  EXPECT_EQ(tally.loss, 0);
  // 203 of 400 are clear (29 sevens): 1 - (0.3 + 197 / 400).
  EXPECT_NEAR(tally.saving, 0.7 - 197 / 400.0, 1e-9);
  for (size_t rung = 1; rung < fitted.rungs.size(); ++rung) {
    EXPECT_LT(fitted.rungs[rung].threshold, fitted.rungs[rung - 1].threshold);
    EXPECT_GT(fitted.rungs[rung].tally.saving, fitted.rungs[rung - 1].tally.saving);
  }
}

// Of 203 clear images the rest is run, at 0.4 in all; of the others the gate and the whole network.
TEST(FitLadder, TalliesCountWhatAGateSpares) {
  const OutcomeTable table = GatedTable();
  const LossTable losses(table, kGoal);
  const FittedLadder fitted = FitLadder({{1, 2}, 0}, table, losses, kGoal, false);
  ASSERT_GE(fitted.suggested_rung, 0);
  EXPECT_NEAR(fitted.Merit(), (203 * 0.6 - 197 * 0.1) / 400, 1e-9);
  EXPECT_DOUBLE_EQ(fitted.gate_threshold, 0.3);
}

TEST(Ladder, ACropThatIsNotTrustedIsGrown) {
  OutcomeTable table = ClearHalf();
  table.menu.options[1] = table.menu.options[0];
  table.menu.options[1].code.top = true;
  table.menu.options[2] = table.menu.options[0];
  table.menu.options[2].after = 1;
  table.menu.costs[2].macs = 0.75 * table.menu.costs[0].macs;
  for (ImageOutcome& image : table.images) {
    image.attempts[2] = image.attempts[0];
    image.attempts[2].option = 2;
  }
  const PolicyPtr ladder = MakeLadder(LadderKind::kExtend);
  ladder->Fit(table, kGoal);
  EXPECT_EQ(ladder->Options(), (std::vector<size_t>{1, 2}));
  for (const ImageOutcome& image : table.images) {
    const bool is_clear = image.observation.image_hash / 7 % 2 == 0;
    const Play play = PlayOut(*ladder, ladder->SuggestedRung(), table.menu, image);
    EXPECT_EQ(play.attempts.back().option, is_clear ? 1u : 2u);
    EXPECT_NEAR(play.cost.macs / table.menu.costs[0].macs, is_clear ? 0.3 : 1.05, 1e-9);
  }
}

TEST(Ladder, AMenuWithNothingForItIsRefused) {
  OutcomeTable table = ClearHalf();
  EXPECT_THROW(MakeLadder(LadderKind::kExtend)->Fit(table, kGoal), Error);
  EXPECT_THROW(MakeLadder(LadderKind::kGate)->Fit(table, kGoal), Error);
  table.images.resize(4);
  EXPECT_THROW(MakeLadder(LadderKind::kCascade)->Fit(table, kGoal), Error);
}

TEST(Ladder, ThresholdsThatDoNotDescendAreRefused) {
  const OutcomeTable table = ClearHalf();
  const PolicyPtr ladder = MakeLadder(LadderKind::kCascade);
  ladder->Fit(table, kGoal);
  nlohmann::json learned = ladder->Save();
  learned["thresholds"] = {0.9, 0.5, 0.4};
  EXPECT_NO_THROW(MakeLadder(LadderKind::kCascade)->Load(learned, table.menu));
  for (const std::vector<double>& bad : {std::vector<double>{0.9, 0.4, 0.5}, {0.9, 0.9, 0.5}}) {
    learned["thresholds"] = bad;
    EXPECT_THROW(MakeLadder(LadderKind::kCascade)->Load(learned, table.menu), Error);
  }
}

TEST(Ladder, AModelOfOtherInputsIsRefused) {
  const OutcomeTable table = ClearHalf();
  const PolicyPtr ladder = MakeLadder(LadderKind::kCascade);
  ladder->Fit(table, kGoal);
  nlohmann::json learned = ladder->Save();
  for (const char* key : {"mean", "deviation", "weights"}) learned["models"][0][key].push_back(1);
  EXPECT_THROW(MakeLadder(LadderKind::kCascade)->Load(learned, table.menu), Error);
  learned["reads_zeroth_layer"] = true;
  EXPECT_NO_THROW(MakeLadder(LadderKind::kCascade)->Load(learned, table.menu));
}

}  // namespace
}  // namespace aqua::policy

#include "aqua/policy/policies/ladder_paths.h"

#include <gtest/gtest.h>

#include "aqua/policy/testing/outcomes.h"

namespace aqua::policy {
namespace {

using Paths = std::vector<LadderPath>;

// 0 to 2: scales, 3: full, 4 to 6: crops, 7 and 8: 4 grown, 9 and 10: a gate and its rest, 11 and
// 12: another.
const Menu kMenu = SyntheticMenu();

TEST(ShortPaths, ACascadeStartsWithAnythingThatRunsByItself) {
  EXPECT_EQ(ShortPaths(LadderKind::kCascade, kMenu),
            (Paths{{{0}, 3}, {{1}, 3}, {{2}, 3}, {{4}, 3}, {{5}, 3}, {{6}, 3}}));
}

TEST(ShortPaths, OfCropsAreThoseAtFullResolution) {
  EXPECT_EQ(ShortPaths(LadderKind::kCrops, kMenu), (Paths{{{4}, 3}, {{5}, 3}, {{6}, 3}}));
}

TEST(ShortPaths, AnAttemptThatCostsNearlyTheWholeIsNone) {
  EXPECT_EQ(ShortPaths(LadderKind::kCascade, ScalesMenu({0.91, 0.89})), (Paths{{{2}, 0}}));
}

TEST(ShortPaths, AnExtensionEndsWithTheGrownCrop) {
  EXPECT_EQ(ShortPaths(LadderKind::kExtend, kMenu), (Paths{{{4}, 7}, {{4}, 8}}));
}

TEST(ShortPaths, AnExtensionStartsWithWhatRunsByItself) {
  Menu menu = kMenu;
  menu.options[7].code.top = true;  // 4 grown to another crop, and that to the whole.
  menu.options[8].after = 7;
  EXPECT_TRUE(ShortPaths(LadderKind::kExtend, menu).empty());
}

TEST(ShortPaths, AGateIsFollowedByItsRest) {
  EXPECT_EQ(ShortPaths(LadderKind::kGate, kMenu), (Paths{{{9, 10}, 3}, {{11, 12}, 3}}));
}

TEST(PairsOf, AreTheCheaperBeforeTheDearer) {
  const Paths best = {{{4}, 3}, {{0}, 3}, {{1}, 3}};
  EXPECT_EQ(PairsOf(best, kMenu), (Paths{{{0, 4}, 3}, {{0, 1}, 3}, {{1, 4}, 3}}));
}

TEST(IsPathOf, HoldsForWhatFitTriesAlone) {
  EXPECT_TRUE(IsPathOf(LadderKind::kCascade, {{0}, 3}, kMenu));
  EXPECT_TRUE(IsPathOf(LadderKind::kCascade, {{0, 4}, 3}, kMenu));
  EXPECT_TRUE(IsPathOf(LadderKind::kCrops, {{4, 5}, 3}, kMenu));
  EXPECT_TRUE(IsPathOf(LadderKind::kExtend, {{4}, 8}, kMenu));
  EXPECT_TRUE(IsPathOf(LadderKind::kGate, {{9, 10}, 3}, kMenu));
  const std::pair<LadderKind, LadderPath> bad[] = {
      {LadderKind::kCascade, {{}, 3}},      {LadderKind::kCascade, {{4, 0}, 3}},
      {LadderKind::kCascade, {{0, 0}, 3}},  {LadderKind::kCascade, {{0, 1, 4}, 3}},
      {LadderKind::kCascade, {{0}, 4}},     {LadderKind::kCascade, {{3}, 3}},
      {LadderKind::kCascade, {{7}, 3}},     {LadderKind::kCascade, {{9}, 3}},
      {LadderKind::kCascade, {{9, 10}, 3}}, {LadderKind::kExtend, {{5}, 7}},
      {LadderKind::kExtend, {{4}, 3}},      {LadderKind::kGate, {{9}, 3}},
      {LadderKind::kCrops, {{0}, 3}},       {LadderKind::kCrops, {{0, 4}, 3}},
      {LadderKind::kGate, {{9, 12}, 3}},    {LadderKind::kGate, {{9, 10}, 9}},
  };
  for (const auto& [kind, path] : bad) {
    EXPECT_FALSE(IsPathOf(kind, path, kMenu)) << path.attempts.size() << " to " << path.last;
  }
}

TEST(CostToGo, IsWhatRejectingEverythingCosts) {
  const Menu menu = ScalesMenu({0.25, 0.5});
  EXPECT_DOUBLE_EQ(CostToGo({{1, 2}, 0}, 0, menu), 1.5);
  EXPECT_DOUBLE_EQ(CostToGo({{1, 2}, 0}, 1, menu), 1);
  EXPECT_DOUBLE_EQ(CostToGo({{1}, 2}, 0, menu), 1);
}

}  // namespace
}  // namespace aqua::policy

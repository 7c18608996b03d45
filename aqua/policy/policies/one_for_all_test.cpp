#include "aqua/policy/policies/one_for_all.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "aqua/core/error.h"
#include "aqua/policy/play.h"
#include "aqua/policy/testing/outcomes.h"

namespace aqua::policy {
namespace {

// A hundred images; option i + 1 costs costs[i] and is wrong of the first wrong[i].
OutcomeTable Wrongs(const std::vector<double>& costs, const std::vector<size_t>& wrong) {
  OutcomeTable table{ScalesMenu(costs), {}};
  for (size_t index = 0; index < 100; ++index) {
    ImageOutcome image = SureImage(table.menu, index);
    for (size_t i = 0; i < wrong.size(); ++i) {
      image.attempts[i + 1] = {i + 1, Sure(index < wrong[i] ? 4 : 0, 0.8), {}};
    }
    table.images.push_back(image);
  }
  return table;
}

PolicyPtr Fitted(OneForAllKind kind, const OutcomeTable& table, double alpha = 0.1) {
  PolicyPtr policy = MakeOneForAll(kind);
  policy->Fit(table, {Loss::kAccuracy, 1, alpha, 0.05, 1});
  return policy;
}

std::vector<size_t> ByRung(const Policy& policy, const OutcomeTable& table) {
  std::vector<size_t> options;
  options.reserve(static_cast<size_t>(policy.RungCount()));
  for (int rung = 0; rung < policy.RungCount(); ++rung) {
    options.push_back(PlayOut(policy, rung, table.menu, table.images[0]).attempts[0].option);
  }
  return options;
}

TEST(OneForAll, RungsGoFromTheSafestToTheCheapest) {
  // The 4th loses more than the 2nd and saves less.
  const OutcomeTable table = Wrongs({0.3, 0.5, 0.8, 0.6}, {20, 2, 0, 9});
  EXPECT_EQ(ByRung(*Fitted(OneForAllKind::kShrink, table), table), (std::vector<size_t>{3, 2, 1}));
}

TEST(OneForAll, WhatSavesNothingIsNoRung) {
  const OutcomeTable table = Wrongs({1.0, 1.2, 0.9}, {0, 0, 1});
  EXPECT_EQ(ByRung(*Fitted(OneForAllKind::kShrink, table), table), std::vector<size_t>{3});
}

TEST(OneForAll, SuggestsTheLastThatSeemsSafe) {
  const OutcomeTable table = Wrongs({0.3, 0.5, 0.8}, {20, 2, 0});
  // 2 of 100: 0.02 + 2 sqrt(0.0196 / 200) = 0.0398.
  EXPECT_EQ(Fitted(OneForAllKind::kShrink, table, 0.041)->SuggestedRung(), 1);
  EXPECT_EQ(Fitted(OneForAllKind::kShrink, table, 0.039)->SuggestedRung(), 0);
  EXPECT_EQ(Fitted(OneForAllKind::kShrink, table, 0.009)->SuggestedRung(), -1);
}

TEST(OneForAll, EachKindTakesItsOwnOptions) {
  const OutcomeTable table = SyntheticOutcomes(4, 200);
  EXPECT_EQ(Fitted(OneForAllKind::kNone, table)->RungCount(), 0);
  for (const size_t option : Fitted(OneForAllKind::kFixed, table)->Options()) {
    EXPECT_TRUE(option >= 4 && option <= 6) << option;
  }
  for (const size_t option : Fitted(OneForAllKind::kShrink, table)->Options()) {
    EXPECT_LE(option, 2u);
  }
}

TEST(OneForAll, AnOptionOfAnotherKindIsNotLoaded) {
  const Menu menu = SyntheticMenu();
  const auto load = [&](OneForAllKind kind, size_t option) {
    MakeOneForAll(kind)->Load({{"options", {option}}, {"suggested_rung", 0}}, menu);
  };
  EXPECT_NO_THROW(load(OneForAllKind::kFixed, 4));
  for (const size_t option : {0, 3, 7, 9, 11}) {
    EXPECT_THROW(load(OneForAllKind::kFixed, option), Error) << option;
  }
  EXPECT_THROW(load(OneForAllKind::kShrink, 4), Error);
  EXPECT_THROW(load(OneForAllKind::kNone, 4), Error);
}

}  // namespace
}  // namespace aqua::policy

#include "aqua/policy/loss_table.h"

#include <gtest/gtest.h>

#include <cmath>

#include "aqua/policy/testing/outcomes.h"

namespace aqua::policy {
namespace {

// Two images: the cheaper run is right on the first and wrong on the second.
OutcomeTable Two() {
  OutcomeTable table{ScalesMenu({0.5, 0.25}), {}};
  for (const int answer : {0, 4}) {
    ImageOutcome image = SureImage(table.menu, static_cast<uint64_t>(answer));
    image.attempts[1] = {1, Sure(answer, 0.8), {}};
    table.images.push_back(image);
  }
  return table;
}

std::string ComplaintOf(const OutcomeTable& table, Loss loss = Loss::kAccuracy) {
  try {
    LossTable(table, {loss, 1, 0.02, 0.05, 1});
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

TEST(LossTable, HoldsTheLossOfEveryOptionThatWasRun) {
  const LossTable losses(Two(), {});
  EXPECT_EQ(losses.At(0, 0), 0);
  EXPECT_EQ(losses.At(1, 0), 0);
  EXPECT_EQ(losses.At(0, 1), 0);
  EXPECT_EQ(losses.At(1, 1), 1);
}

TEST(LossTable, WhatWasNotRunIsNotWithoutLoss) {
  EXPECT_THROW(LossTable(Two(), {}).At(0, 2), InternalError);
}

TEST(LossTable, ImagesThatCannotBeJudgedAreNamed) {
  OutcomeTable table = Two();
  table.images[1].labels.clear();
  EXPECT_EQ(ComplaintOf(table).find("4.jpg: it has no label"), 0u) << ComplaintOf(table);
  EXPECT_EQ(ComplaintOf(table, Loss::kRegret), "");
  for (const int label : {10, -1}) {
    table.images[1].labels = {0, label};
    EXPECT_EQ(ComplaintOf(table).find("4.jpg: its label is class"), 0u) << ComplaintOf(table);
    EXPECT_EQ(ComplaintOf(table, Loss::kDisagreement), "");
  }
  EXPECT_NE(ComplaintOf({table.menu, {}}), "");
}

// A score that is no number compares as false with everything: it would rank first.
TEST(LossTable, ScoresThatAreNoNumbersAreRefused) {
  for (const float bad : {std::nanf(""), INFINITY, -INFINITY}) {
    for (const size_t option : {0, 1}) {
      OutcomeTable table = Two();
      table.images[0].attempts[option].log_probabilities[3] = bad;
      const std::string complaint = ComplaintOf(table, Loss::kDisagreement);
      EXPECT_EQ(complaint.find("0.jpg: "), 0u) << complaint;
      EXPECT_NE(complaint.find(table.menu.Name(option)), std::string::npos) << complaint;
    }
  }
}

TEST(LossTable, ATableThatDoesNotFitItsMenuIsABug) {
  OutcomeTable table = Two();
  table.images[0].attempts.pop_back();
  EXPECT_THROW(LossTable(table, {}), InternalError);
  table = Two();
  table.images[0].attempts[0] = {};
  EXPECT_THROW(LossTable(table, {}), InternalError);
}

TEST(Tally, HoldsMeans) {
  Tally tally;
  tally.Add(1, 0.5);
  tally.Add(-1, 0.25);
  tally.Add(1, 0);
  tally.Finish();
  EXPECT_DOUBLE_EQ(tally.loss, 1 / 3.0);
  EXPECT_DOUBLE_EQ(tally.loss_squares, 1);
  EXPECT_DOUBLE_EQ(tally.saving, 0.25);
  EXPECT_EQ(tally.images, 3u);
}

// 4 losses of 1 in 400: mean 0.01, variance 0.0099; of 800 images two standard errors are 0.00704.
TEST(SeemsSafe, LeavesTwoStandardErrorsOfTwiceTheImages) {
  const Tally tally{0.01, 0.01, 0.2, 400};
  EXPECT_TRUE(SeemsSafe(tally, {Loss::kAccuracy, 1, 0.01704, 0.05, 1}));
  EXPECT_FALSE(SeemsSafe(tally, {Loss::kAccuracy, 1, 0.01703, 0.05, 1}));
}

// No loss in 100 is no proof of none: one in 200 is granted, 2 x sqrt(0.005 / 200) = 0.01.
TEST(SeemsSafe, FewImagesWithoutLossesAreNoProof) {
  const Tally tally{0, 0, 0.2, 100};
  EXPECT_TRUE(SeemsSafe(tally, {Loss::kAccuracy, 1, 0.0101, 0.05, 1}));
  EXPECT_FALSE(SeemsSafe(tally, {Loss::kAccuracy, 1, 0.0099, 0.05, 1}));
  EXPECT_FALSE(SeemsSafe(Tally{}, {}));
}

}  // namespace
}  // namespace aqua::policy

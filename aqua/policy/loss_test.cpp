#include "aqua/policy/loss.h"

#include <gtest/gtest.h>

#include <cmath>

#include "aqua/core/error.h"

namespace aqua::policy {
namespace {

using Logs = std::vector<float>;

// Seven classes ranked 3 1 5 0 2 6 4; 5 and 0 are equally probable, so 0 comes before 5.
const Logs kFull = {-3, -2, -4, -1, -6, -3, -5};

ImageOutcome ImageOf(const Logs& full, std::vector<int> labels) {
  ImageOutcome image;
  image.labels = std::move(labels);
  image.attempts = {{0, full, {}}};
  return image;
}

double Loss0(Loss loss, int top, const std::vector<int>& labels, const Logs& answer,
             double temperature = 1) {
  return LossOf({loss, top, 0.02, 0.05, temperature}, ImageOf(kFull, labels), 0, answer);
}

Logs FirstIs(int answer) {
  Logs logs(kFull.size(), -9);
  logs[static_cast<size_t>(answer)] = -1;
  return logs;
}

TEST(IsRight, IsToHaveOneOfTheLabelsAmongTheFirst) {
  EXPECT_TRUE(IsRight(kFull, std::vector<int>{3}, 1));
  EXPECT_FALSE(IsRight(kFull, std::vector<int>{1}, 1));
  EXPECT_TRUE(IsRight(kFull, std::vector<int>{4, 3}, 1));
  EXPECT_TRUE(IsRight(kFull, std::vector<int>{2}, 5));
  EXPECT_FALSE(IsRight(kFull, std::vector<int>{6}, 5));
  EXPECT_FALSE(IsRight(kFull, {}, 5));
}

TEST(IsRight, OfEqualsTheFirstIndexIsFirst) {
  EXPECT_TRUE(IsRight(kFull, std::vector<int>{0}, 3));
  EXPECT_FALSE(IsRight(kFull, std::vector<int>{5}, 3));
  EXPECT_TRUE(IsRight(kFull, std::vector<int>{5}, 4));
  const Logs equal(7, -1);
  EXPECT_TRUE(IsRight(equal, std::vector<int>{4}, 5));
  EXPECT_FALSE(IsRight(equal, std::vector<int>{5}, 5));
}

TEST(IsRight, ALabelThatIsNoClassIsNotRead) {
  EXPECT_THROW(IsRight(kFull, std::vector<int>{7}, 1), InternalError);
  EXPECT_THROW(IsRight(kFull, std::vector<int>{-1}, 1), InternalError);
}

TEST(LossOf, AccuracyIsSigned) {
  EXPECT_EQ(Loss0(Loss::kAccuracy, 1, {3}, FirstIs(3)), 0);
  EXPECT_EQ(Loss0(Loss::kAccuracy, 1, {3}, FirstIs(2)), 1);
  EXPECT_EQ(Loss0(Loss::kAccuracy, 1, {2}, FirstIs(2)), -1);
  EXPECT_EQ(Loss0(Loss::kAccuracy, 1, {2}, FirstIs(5)), 0);
}

TEST(LossOf, AccuracyOfTopFiveLooksAtFive) {
  // Of FirstIs(6) the first five are 6 0 1 2 3.
  EXPECT_EQ(Loss0(Loss::kAccuracy, 5, {2}, FirstIs(6)), 0);
  EXPECT_EQ(Loss0(Loss::kAccuracy, 5, {5}, FirstIs(6)), 1);
  EXPECT_EQ(Loss0(Loss::kAccuracy, 5, {4}, FirstIs(4)), -1);
}

TEST(LossOf, AccuracyTakesAnyOfSeveralLabels) {
  EXPECT_EQ(Loss0(Loss::kAccuracy, 1, {6, 3}, FirstIs(6)), 0);
  EXPECT_EQ(Loss0(Loss::kAccuracy, 1, {6, 2}, FirstIs(2)), -1);
}

TEST(LossOf, DisagreementIsAnotherAnswerThanTheFullRuns) {
  EXPECT_EQ(Loss0(Loss::kDisagreement, 1, {}, FirstIs(3)), 0);
  EXPECT_EQ(Loss0(Loss::kDisagreement, 1, {2}, FirstIs(2)), 1);
  EXPECT_EQ(Loss0(Loss::kDisagreement, 5, {}, FirstIs(6)), 0);  // 6 0 1 2 3.
  Logs without = FirstIs(6);
  without[3] = -10;  // 6 0 1 2 4.
  EXPECT_EQ(Loss0(Loss::kDisagreement, 5, {}, without), 1);
}

double Softmax(const Logs& logs, size_t index, double temperature) {
  double sum = 0;
  for (const float log : logs) sum += std::exp(log / temperature);
  return std::exp(logs[index] / temperature) / sum;
}

TEST(LossOf, RegretIsThePlainSoftmaxsDifference) {
  for (const double temperature : {0.3, 1.0, 1.7, 20.0}) {
    for (const size_t answer : {0, 1, 2, 3, 4}) {
      const double expected = Softmax(kFull, 3, temperature) - Softmax(kFull, answer, temperature);
      EXPECT_NEAR(Loss0(Loss::kRegret, 1, {}, FirstIs(static_cast<int>(answer)), temperature),
                  expected, 1e-9)
          << temperature << " " << answer;
    }
  }
}

TEST(LossOf, RegretStaysWithinZeroAndOne) {
  const ImageOutcome image = ImageOf({0, -3e38F, -1}, {});
  for (const double temperature : {1e-6, 1.0, 1e6}) {
    const Goal goal{Loss::kRegret, 1, 0.02, 0.05, temperature};
    for (const Logs& answer : {Logs{0, -9, -9}, Logs{-9, 0, -9}, Logs{-9, -9, 0}}) {
      const double loss = LossOf(goal, image, 0, answer);
      EXPECT_TRUE(loss >= 0 && loss <= 1) << loss;
    }
  }
}

TEST(LossOf, AnAnswerOfOtherClassesIsNotCompared) {
  EXPECT_THROW(Loss0(Loss::kRegret, 1, {}, {-1, -1}), InternalError);
  EXPECT_THROW(Loss0(Loss::kAccuracy, 1, {}, FirstIs(0)), InternalError);
}

TEST(KeepsAnswer, IsToBeRightAsTheFullRunIs) {
  const auto keeps = [](const std::vector<int>& labels, const Logs& answer) {
    return KeepsAnswer(ImageOf(kFull, labels), 0, {1, answer, {}});
  };
  EXPECT_TRUE(keeps({3}, FirstIs(3)));
  EXPECT_TRUE(keeps({3, 2}, FirstIs(2)));
  EXPECT_FALSE(keeps({3}, FirstIs(2)));
  EXPECT_FALSE(keeps({2}, FirstIs(2)));  // Nothing was there to be kept.
  EXPECT_TRUE(keeps({}, FirstIs(3)));
  EXPECT_FALSE(keeps({}, FirstIs(2)));
  EXPECT_FALSE(keeps({3}, {}));
}

TEST(Loss, NamesComeBack) {
  for (const Loss loss : {Loss::kAccuracy, Loss::kRegret, Loss::kDisagreement}) {
    EXPECT_EQ(ParseLoss(LossName(loss)), loss);
  }
  EXPECT_EQ(LossName(Loss::kRegret), "regret");
  EXPECT_THROW(ParseLoss("Regret"), Error);
}

}  // namespace
}  // namespace aqua::policy

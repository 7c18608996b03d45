#include "aqua/policy/temperature.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "aqua/core/error.h"

namespace aqua::policy {
namespace {

struct Sample {
  std::vector<std::vector<float>> scores;
  std::vector<int> right;

  std::vector<LabelledScores> Rows() const {
    std::vector<LabelledScores> rows;
    for (size_t i = 0; i < scores.size(); ++i) rows.push_back({scores[i], right[i]});
    return rows;
  }
};

// Right classes are drawn by softmax(z), what is shown is z * temperature.
Sample Draw(int images, float temperature, unsigned seed) {
  std::mt19937 random(seed);
  std::normal_distribution<float> normal(0, 2);
  Sample sample;
  for (int i = 0; i < images; ++i) {
    std::vector<float> scores;
    std::vector<double> weights;
    for (int c = 0; c < 5; ++c) {
      const float z = normal(random);
      scores.push_back(z * temperature);
      weights.push_back(std::exp(z));
    }
    sample.scores.push_back(scores);
    sample.right.push_back(std::discrete_distribution<int>(weights.begin(), weights.end())(random));
  }
  return sample;
}

double Loss(const Sample& sample, double temperature) {
  double loss = 0;
  for (size_t i = 0; i < sample.scores.size(); ++i) {
    double sum = 0;
    for (const float score : sample.scores[i]) sum += std::exp(score / temperature);
    loss += std::log(sum) - sample.scores[i][static_cast<size_t>(sample.right[i])] / temperature;
  }
  return loss;
}

TEST(Temperature, IsTheBestOfAFineGrid) {
  for (const float truth : {0.3f, 1.0f, 2.5f, 7.0f}) {
    const Sample sample = Draw(150, truth, 1);
    const double found = FitTemperature(sample.Rows());
    double best = 1;
    for (double t = 0.05; t < 20; t *= 1.002) {
      if (Loss(sample, t) < Loss(sample, best)) best = t;
    }
    EXPECT_NEAR(found, best, 0.002 * best) << truth;
    EXPECT_LE(Loss(sample, found), Loss(sample, best) + 1e-9);
  }
}

TEST(Temperature, FindsTheOneThatTheClassesWereDrawnBy) {
  EXPECT_NEAR(FitTemperature(Draw(20000, 1.5f, 2).Rows()), 1.5, 0.05);
}

TEST(Temperature, LogProbabilitiesDoAsLogitsDo) {
  Sample sample = Draw(300, 2, 3);
  const double of_logits = FitTemperature(sample.Rows());
  for (std::vector<float>& scores : sample.scores) {
    double sum = 0;
    for (const float score : scores) sum += std::exp(score);
    for (float& score : scores) score -= static_cast<float>(std::log(sum));
  }
  EXPECT_NEAR(FitTemperature(sample.Rows()), of_logits, 1e-4);
}

TEST(Temperature, StaysWithinItsRange) {
  const std::vector<float> scores = {1, 0};
  const std::vector<LabelledScores> always = {{scores, 0}};
  const std::vector<LabelledScores> never = {{scores, 1}};
  EXPECT_NEAR(FitTemperature(always), 0.05, 1e-6);
  EXPECT_NEAR(FitTemperature(never), 20, 1e-4);
  const std::vector<float> flat = {3, 3};
  const std::vector<LabelledScores> undecided = {{flat, 1}};
  const double any = FitTemperature(undecided);
  EXPECT_TRUE(any >= 0.05 && any <= 20);
  EXPECT_EQ(FitTemperature({}), 1);
}

TEST(Temperature, HugeScoresDoNotOverflow) {
  const std::vector<float> scores = {3e38f, -3e38f, 0};
  const std::vector<LabelledScores> images = {{scores, 0}, {scores, 2}};
  const double found = FitTemperature(images);
  EXPECT_TRUE(found >= 0.05 && found <= 20);
}

TEST(Temperature, ScoresThatAreNoNumbersAreRefused) {
  for (const float bad :
       {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
    const std::vector<float> scores = {0, bad};
    const std::vector<LabelledScores> images = {{scores, 0}};
    EXPECT_THROW(FitTemperature(images), Error);
  }
}

}  // namespace
}  // namespace aqua::policy

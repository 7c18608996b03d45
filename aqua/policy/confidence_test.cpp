#include "aqua/policy/confidence.h"

#include <gtest/gtest.h>

#include <cmath>

#include "aqua/core/error.h"

namespace aqua::policy {
namespace {

std::vector<float> Logs(const std::vector<double>& probabilities) {
  std::vector<float> logs;
  logs.reserve(probabilities.size());
  for (const double p : probabilities) logs.push_back(static_cast<float>(std::log(p)));
  return logs;
}

Attempt Seen(size_t option, const std::vector<double>& probabilities) {
  return {option, Logs(probabilities), {}};
}

const Observation kImage{{7, 8}, 0, {}};
const Attempt kGate{5, {}, {0.5F, -2}};

void ExpectInputs(const std::vector<Attempt>& so_far, bool zeroth_layer,
                  const std::vector<double>& expected) {
  const std::vector<float> inputs = ConfidenceInputs(kImage, so_far, zeroth_layer);
  ASSERT_EQ(inputs.size(), expected.size());
  for (size_t i = 0; i < inputs.size(); ++i) EXPECT_NEAR(inputs[i], expected[i], 1e-5) << i;
}

// 0.5, 0.25, 0.25: odds of 1, ratio 2, margin 0.25; entropy 0.5 ln 2 + 0.5 ln 4 = 1.5 ln 2.
const std::vector<double> kQuarters = {0.25, 0.5, 0.25};
const std::vector<double> kOfQuarters = {0, std::log(2), 0.25, 1.5 * std::log(2)};

std::vector<double> Joined(std::vector<double> a, const std::vector<double>& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

TEST(ConfidenceInputs, OfOneAttemptAreOddsRatioMarginEntropy) {
  ExpectInputs({Seen(0, kQuarters)}, false, kOfQuarters);
  ExpectInputs({Seen(0, {0.8, 0.1, 0.1})}, false,
               {std::log(4), std::log(8), 0.7, -0.8 * std::log(0.8) - 0.2 * std::log(0.1)});
}

TEST(ConfidenceInputs, AfterAnotherAttemptHoldAgreementToo) {
  // The earlier one says class 0, gives 0.3 to the later one's class 1; its margin is 0.3.
  ExpectInputs({Seen(0, {0.6, 0.3, 0.1}), Seen(1, kQuarters)}, false,
               Joined(kOfQuarters, {0, 0.3, 0.3}));
  ExpectInputs({Seen(0, {0.2, 0.7, 0.1}), Seen(1, kQuarters)}, false,
               Joined(kOfQuarters, {1, 0.7, 0.5}));
}

TEST(ConfidenceInputs, TheNearestEarlierAnswerIsCompared) {
  ExpectInputs({Seen(0, {0.6, 0.3, 0.1}), Seen(1, {0.2, 0.7, 0.1}), kGate, Seen(2, kQuarters)},
               false, Joined(kOfQuarters, {1, 0.7, 0.5}));
}

TEST(ConfidenceInputs, OfAGateAreItsScores) {
  ExpectInputs({kGate}, false, {0.5, -2});
  ExpectInputs({Seen(0, kQuarters), kGate}, false, {0.5, -2});
  ExpectInputs({kGate, Seen(6, kQuarters)}, false, kOfQuarters);  // A gate says no class.
}

TEST(ConfidenceInputs, TheZerothLayersScoresComeLastWhereAskedFor) {
  ExpectInputs({kGate}, true, {0.5, -2, 7, 8});
  ExpectInputs({Seen(0, kQuarters)}, true, Joined(kOfQuarters, {7, 8}));
}

TEST(ConfidenceInputs, StayBoundedForExtremes) {
  const double odds = std::log((1 - 1e-6) / 1e-6);
  ExpectInputs({{0, {0, -500}, {}}}, false, {odds, 20, 1, 0});
  ExpectInputs({{0, {0}, {}}}, false, {odds, 20, 1, 0});  // A network of one class.
}

TEST(ConfidenceInputs, DoNotDependOnTheOrderOfClasses) {
  for (const float second : {-1.0F, -19.0F, -30.0F, -500.0F}) {
    const std::vector<Attempt> one = {{0, {0, second, -600}, {}}};
    const std::vector<Attempt> other = {{0, {-600, second, 0}, {}}};
    EXPECT_EQ(ConfidenceInputs({}, one, false), ConfidenceInputs({}, other, false)) << second;
  }
}

TEST(ConfidenceInputs, OfNothingAreABug) {
  EXPECT_THROW(ConfidenceInputs({}, {}, false), InternalError);
}

}  // namespace
}  // namespace aqua::policy

#include "aqua/policy/attempt.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "aqua/core/error.h"

namespace aqua::policy {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();

TEST(FirstClass, IsTheMostProbableAndTheFirstOfEquals) {
  EXPECT_EQ(FirstClass(std::vector<float>{-3, -1, -2}), 1);
  EXPECT_EQ(FirstClass(std::vector<float>{-3, -1, -1}), 1);
  EXPECT_EQ(FirstClass(std::vector<float>{-1}), 0);
}

TEST(LogProbabilities, AreTheLogarithmsOfASoftmax) {
  // exp(0), exp(ln 2), exp(ln 5): 1, 2, 5 of 8.
  const std::vector<float> logits = {0, std::log(2.0F), std::log(5.0F)};
  const std::vector<float> logs = LogProbabilities(logits, false);
  EXPECT_NEAR(std::exp(logs[0]), 1 / 8.0, 1e-6);
  EXPECT_NEAR(std::exp(logs[1]), 2 / 8.0, 1e-6);
  EXPECT_NEAR(std::exp(logs[2]), 5 / 8.0, 1e-6);
}

TEST(LogProbabilities, OfProbabilitiesAreTheirLogarithms) {
  const std::vector<float> logs = LogProbabilities(std::vector<float>{0.25F, 0.75F}, true);
  EXPECT_FLOAT_EQ(logs[0], std::log(0.25F));
  EXPECT_FLOAT_EQ(logs[1], std::log(0.75F));
}

TEST(LogProbabilities, StayFiniteAtBothEnds) {
  for (const float log : LogProbabilities(std::vector<float>{0, 1, 0}, true)) {
    EXPECT_TRUE(std::isfinite(log));
  }
  EXPECT_FLOAT_EQ(LogProbabilities(std::vector<float>{0, 1}, true)[0],
                  std::log(std::numeric_limits<float>::min()));
  const std::vector<float> far = {-3e38F, 3e38F, 1e4F};
  for (const float log : LogProbabilities(far, false)) EXPECT_TRUE(std::isfinite(log)) << log;
  EXPECT_NEAR(LogProbabilities(std::vector<float>{1e30F, 1e30F}, false)[0], -std::log(2), 1e-6);
}

TEST(LogProbabilities, OfWhatIsNoNumberAreRefused) {
  for (const float bad : {kInfinity, -kInfinity, std::nanf("")}) {
    EXPECT_THROW(LogProbabilities(std::vector<float>{0, bad}, false), Error);
    EXPECT_THROW(LogProbabilities(std::vector<float>{0, bad}, true), Error);
  }
  EXPECT_THROW(LogProbabilities({}, false), Error);
}

}  // namespace
}  // namespace aqua::policy

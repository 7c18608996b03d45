#include "aqua/policy/cross_fit.h"

#include <gtest/gtest.h>

#include <random>

#include "aqua/core/error.h"
#include "aqua/policy/logistic.h"

namespace aqua::policy {
namespace {

constexpr double kC = 0.3;

struct Examples {
  std::vector<std::vector<float>> rows;
  std::vector<bool> targets;
};

Examples Draw(size_t count) {
  std::mt19937 random(5);
  const auto uniform = [&] { return static_cast<float>(random() >> 8U) * 0x1p-24F; };
  Examples examples;
  for (size_t i = 0; i < count; ++i) {
    examples.rows.push_back({uniform(), uniform()});
    examples.targets.push_back(examples.rows[i][0] + 0.5F * uniform() > 0.75F);
  }
  return examples;
}

TEST(CrossFitted, AnImagesOwnLabelDoesNotMoveItsProbability) {
  const Examples examples = Draw(43);
  const std::vector<double> before = CrossFitted(examples.rows, examples.targets, kC);
  for (size_t i = 0; i < examples.rows.size(); ++i) {
    std::vector<bool> flipped = examples.targets;
    flipped[i] = !flipped[i];
    const std::vector<double> after = CrossFitted(examples.rows, flipped, kC);
    for (size_t other = 0; other < before.size(); ++other) {
      const bool is_same_fold = other % 5 == i % 5;
      EXPECT_EQ(after[other] == before[other], is_same_fold) << i << " and " << other;
    }
  }
}

TEST(CrossFitted, EveryRowIsJudgedByTheModelOfTheOtherFolds) {
  const Examples examples = Draw(23);
  const std::vector<double> probabilities = CrossFitted(examples.rows, examples.targets, kC);
  ASSERT_EQ(probabilities.size(), 23u);
  for (size_t row = 0; row < 23; ++row) {
    Examples rest;
    for (size_t i = 0; i < 23; ++i) {
      if (i % 5 == row % 5) continue;
      rest.rows.push_back(examples.rows[i]);
      rest.targets.push_back(examples.targets[i]);
    }
    const Logistic model = Logistic::Fit(rest.rows, rest.targets, kC);
    EXPECT_EQ(probabilities[row], model.Probability(examples.rows[row])) << row;
  }
}

TEST(CrossFitted, FewerRowsThanFoldsAreRefused) {
  EXPECT_THROW(CrossFitted({{1}, {2}, {3}, {4}}, {true, false, true, false}, kC), Error);
  EXPECT_EQ(CrossFitted({{1}, {2}, {3}, {4}, {5}}, {true, false, true, false, true}, kC).size(),
            5u);
}

}  // namespace
}  // namespace aqua::policy

#include "aqua/accel/isaac/replication.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "aqua/core/error.h"

namespace aqua::accel {
namespace {

int64_t StageCycles(const StageDemand& stage, int64_t replicas) {
  return (stage.positions + replicas - 1) / replicas * stage.activation_bits;
}

// The fastest slowest stage, by always giving one more copy to the slowest stage.
int64_t GreedySlowest(const std::vector<StageDemand>& stages, int64_t arrays) {
  std::vector<int64_t> replicas(stages.size(), 1);
  for (const StageDemand& stage : stages) arrays -= stage.crossbars;
  while (true) {
    size_t slowest = 0;
    for (size_t i = 1; i < stages.size(); ++i) {
      if (StageCycles(stages[i], replicas[i]) > StageCycles(stages[slowest], replicas[slowest])) {
        slowest = i;
      }
    }
    const int64_t now = StageCycles(stages[slowest], replicas[slowest]);
    if (replicas[slowest] >= stages[slowest].positions) return now;
    int64_t more = 0;
    while (StageCycles(stages[slowest], replicas[slowest] + more) == now) ++more;
    arrays -= more * stages[slowest].crossbars;
    if (arrays < 0) return now;
    replicas[slowest] += more;
  }
}

TEST(BalancedReplicas, AreTheFastestThatFit) {
  std::mt19937 random(4);
  const auto draw = [&](int64_t most) {
    return std::uniform_int_distribution<int64_t>(1, most)(random);
  };
  for (int round = 0; round < 300; ++round) {
    std::vector<StageDemand> stages;
    int64_t once = 0;
    for (int64_t i = draw(5); i > 0; --i) {
      stages.push_back({draw(20), draw(60), draw(16)});
      once += stages.back().crossbars;
    }
    const int64_t arrays = once + draw(200) - 1;
    const std::vector<int64_t> replicas = BalancedReplicas(stages, arrays);
    int64_t taken = 0;
    int64_t slowest = 0;
    for (size_t i = 0; i < stages.size(); ++i) {
      taken += stages[i].crossbars * replicas[i];
      slowest = std::max(slowest, StageCycles(stages[i], replicas[i]));
    }
    EXPECT_LE(taken, arrays);
    EXPECT_EQ(slowest, GreedySlowest(stages, arrays));
  }
}

TEST(BalancedReplicas, FollowTheStridesOfThePaper) {
  // Maps of 64, 32 and 16: each stride of 2 asks for four times as many copies before it.
  const std::vector<StageDemand> stages = {{1, 64 * 64, 16}, {1, 32 * 32, 16}, {1, 16 * 16, 16}};
  EXPECT_EQ(BalancedReplicas(stages, 21 * 4), (std::vector<int64_t>{64, 16, 4}));
}

TEST(BalancedReplicas, OfANetworkThatJustFitsAreOne) {
  const std::vector<StageDemand> stages = {{5, 100, 16}, {0, 0, 16}, {7, 10, 16}};
  EXPECT_EQ(BalancedReplicas(stages, 12), (std::vector<int64_t>{1, 0, 1}));
}

TEST(BalancedReplicas, NeverExceedThePositions) {
  const std::vector<StageDemand> stages = {{1, 9, 8}, {1, 1, 8}};
  EXPECT_EQ(BalancedReplicas(stages, 1000), (std::vector<int64_t>{9, 1}));
}

TEST(BalancedReplicas, OfNothingAreNone) {
  EXPECT_TRUE(BalancedReplicas({}, 0).empty());
  const std::vector<StageDemand> idle = {{3, 0, 16}};
  EXPECT_EQ(BalancedReplicas(idle, 3), (std::vector<int64_t>{1}));
}

TEST(BalancedReplicas, HugeDemandsDoNotWrapAround) {
  const int64_t huge = int64_t{1} << 40;
  const std::vector<StageDemand> stages = {{huge, huge, 16}, {1, 1, 16}};
  EXPECT_EQ(BalancedReplicas(stages, huge + 1), (std::vector<int64_t>{1, 1}));
  EXPECT_THROW(BalancedReplicas(stages, huge), InternalError);
}

}  // namespace
}  // namespace aqua::accel

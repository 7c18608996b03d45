#include "aqua/study/answer.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "aqua/core/error.h"

namespace aqua::study {
namespace {

TEST(RankClasses, OrdersByLogitAndTiesByClass) {
  const std::vector<float> logits = {1, 3, 2, 3, -1, 0, 0.5F};
  const Answer answer = RankClasses(logits, false);
  ASSERT_EQ(answer.size(), 5U);
  const int expected[] = {1, 3, 2, 0, 6};
  for (size_t rank = 0; rank < 5; ++rank) EXPECT_EQ(answer[rank].index, expected[rank]);
}

TEST(RankClasses, TurnsLogitsIntoProbabilities) {
  const Answer answer = RankClasses(std::vector<float>{0, std::log(3.0F)}, false);
  EXPECT_NEAR(answer[0].probability, 0.75, 1e-6);
  EXPECT_NEAR(answer[1].probability, 0.25, 1e-6);
}

TEST(RankClasses, LeavesProbabilitiesAsTheyAre) {
  const Answer answer = RankClasses(std::vector<float>{0.2F, 0.8F}, true);
  EXPECT_EQ(answer[0].probability, 0.8F);
}

TEST(RankClasses, BearsLogitsPastTheRangeOfExp) {
  const Answer answer = RankClasses(std::vector<float>{1e6F, -1e6F}, false);
  EXPECT_EQ(answer[0].probability, 1.0F);
  EXPECT_EQ(answer[1].probability, 0.0F);
}

TEST(RankClasses, RefusesWhatIsNotFinite) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  EXPECT_THROW(RankClasses(std::vector<float>{0, nan}, false), Error);
}

}  // namespace
}  // namespace aqua::study

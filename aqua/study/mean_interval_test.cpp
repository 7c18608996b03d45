#include "aqua/study/mean_interval.h"

#include <gtest/gtest.h>

namespace aqua::study {
namespace {

TEST(RunningMean, OfThirtyHasTheIntervalByHand) {
  RunningMean running;
  for (int i = 0; i < 30; ++i) running.Add(i < 10 ? 1 : 0);
  const MeanInterval found = running.Result();
  EXPECT_NEAR(found.mean, 1.0 / 3, 1e-12);
  // Squared distances: 10 * (2/3)^2 + 20 * (1/3)^2 = 20/3; over 29, over 30; its root times 1.96.
  ASSERT_TRUE(found.half_width.has_value());
  EXPECT_NEAR(*found.half_width, 1.959964 * 0.0875376, 1e-6);
}

TEST(RunningMean, OfFewerThanThirtyHasNoInterval) {
  RunningMean running;
  for (int i = 0; i < 29; ++i) running.Add(i);
  EXPECT_EQ(running.Result().mean, 14);
  EXPECT_FALSE(running.Result().half_width.has_value());
}

TEST(RunningMean, OfEqualValuesHasAnIntervalOfNoWidth) {
  RunningMean running;
  for (int i = 0; i < 40; ++i) running.Add(0.25);
  EXPECT_EQ(running.Result().mean, 0.25);
  EXPECT_EQ(running.Result().half_width, 0);
}

TEST(RunningMean, OfNothingIsZero) { EXPECT_EQ(RunningMean().Result().mean, 0); }

TEST(MeanInterval, ScalesWithItsUnit) {
  const MeanInterval scaled = MeanInterval{0.5, 0.125} * 8;
  EXPECT_EQ(scaled.mean, 4);
  EXPECT_EQ(scaled.half_width, 1);
  EXPECT_FALSE((MeanInterval{0.5, std::nullopt} * 8).half_width.has_value());
}

}  // namespace
}  // namespace aqua::study

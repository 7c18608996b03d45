#include "aqua/policy/features/window_sum.h"

#include <gtest/gtest.h>

#include <numeric>

namespace aqua::policy {
namespace {

TEST(WindowSum, AddsWhatTheWindowHolds) {
  constexpr int64_t kWidth = 23;
  std::vector<float> plane(kWidth * 5);
  std::iota(plane.begin(), plane.end(), 0.0F);
  const Window window{{1, 4}, {2, 21}};
  double sum = 0;
  for (int64_t y = 1; y < 4; ++y) {
    for (int64_t x = 2; x < 21; ++x) sum += static_cast<double>(y * kWidth + x);
  }
  EXPECT_EQ(WindowSum(plane, kWidth, window), sum);
  EXPECT_EQ(WindowMean(plane, kWidth, window), sum / (3 * 19));
}

TEST(WindowSum, OfNothingIsZero) {
  EXPECT_EQ(WindowSum({1, 2}, 2, {{0, 1}, {0, 0}}), 0);
  EXPECT_EQ(WindowSum({1, 2}, 2, {{0, 0}, {0, 2}}), 0);
}

}  // namespace
}  // namespace aqua::policy

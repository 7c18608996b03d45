#include "aqua/risk/least_images.h"

#include <gtest/gtest.h>

#include <cmath>

namespace aqua::risk {
namespace {

TEST(LeastImages, IsTheTablesFigures) {
  EXPECT_EQ(LeastImages(0.005, 0.05), 598);
  EXPECT_EQ(LeastImages(0.01, 0.05), 299);
  EXPECT_EQ(LeastImages(0.02, 0.05), 149);
  EXPECT_EQ(LeastImages(0.01, 0.1), 230);
}

TEST(LeastImages, IsTheFirstThatSuffices) {
  for (const double alpha : {0.001, 0.013, 0.2}) {
    const int64_t least = LeastImages(alpha, 0.03);
    EXPECT_LE(std::pow(1 - alpha, least), 0.03);
    EXPECT_GT(std::pow(1 - alpha, least - 1), 0.03);
  }
}

TEST(LeastImages, ExactPowersAreNotRoundedUp) {
  EXPECT_EQ(LeastImages(0.5, 0.25), 2);
  EXPECT_EQ(LeastImages(0.5, 0.125), 3);
  EXPECT_EQ(LeastImages(0.1, 0.81), 2);
}

TEST(LeastImages, StaysANumberForAbsurdPromises) {
  EXPECT_EQ(LeastImages(1e-300, 0.05), int64_t{1} << 53);
  EXPECT_EQ(LeastImages(0.999, 0.999), 1);
}

}  // namespace
}  // namespace aqua::risk

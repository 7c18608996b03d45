#include "aqua/accel/checked_math.h"

#include <gtest/gtest.h>

#include <limits>

#include "aqua/accel/published_networks.h"
#include "aqua/core/error.h"

namespace aqua::accel {
namespace {

constexpr int64_t kMost = std::numeric_limits<int64_t>::max();

TEST(CheckedMath, ProductsAndSumsUpToTheLimitAreExact) {
  EXPECT_EQ(CheckedProduct("x", {}), 1);
  EXPECT_EQ(CheckedProduct("x", {7, 0, kMost}), 0);
  EXPECT_EQ(CheckedProduct("x", {1, kMost}), kMost);
  EXPECT_EQ(CheckedSum(kMost - 1, 1), kMost);
}

TEST(CheckedMath, AProductPastTheLimitNamesTheLayer) {
  try {
    CheckedProduct("conv7", {int64_t{1} << 32, int64_t{1} << 31});
    FAIL() << "no Error";
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("conv7"), std::string::npos);
  }
}

TEST(CheckedMath, ASumPastTheLimitIsRefused) { EXPECT_THROW(CheckedSum(kMost, 1), Error); }

TEST(CheckedMath, NegativeFactorsAreABug) {
  EXPECT_THROW(CheckedProduct("x", {3, -1}), InternalError);
}

TEST(CheckedMath, DivisionRoundsUp) {
  EXPECT_EQ(CeilDivide(128, 128), 1);
  EXPECT_EQ(CeilDivide(129, 128), 2);
  EXPECT_EQ(CeilDivide(kMost, 2), kMost / 2 + 1);
  EXPECT_THROW(CeilDivide(0, 128), InternalError);
}

TEST(MacCount, IsTheProductOfAllSizes) {
  EXPECT_EQ(MacCount(published::Convolution("conv2", 2, 5, 48, 128, 27)),
            int64_t{2} * 25 * 48 * 128 * 27 * 27);
  EXPECT_EQ(MacCount(published::Dense("fc8", 4096, 1000)), 4096000);
}

TEST(MacCount, UncountedWorkHasNone) { EXPECT_EQ(MacCount(published::Uncounted("pool")), 0); }

}  // namespace
}  // namespace aqua::accel

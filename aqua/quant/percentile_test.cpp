#include "aqua/quant/percentile.h"

#include <gtest/gtest.h>

namespace aqua::quant {
namespace {

TEST(Percentile, LeavesOutWholeShares) {
  EXPECT_EQ(CountPast(1'000, 99.9), 1);
  EXPECT_EQ(CountPast(999, 99.9), 0);
  EXPECT_EQ(CountPast(10'000, 99.99), 1);
  EXPECT_EQ(CountPast(200'000'000, 99.99), 20'000);
  EXPECT_EQ(CountPast(1'000'000'000'000, 99.99), 100'000'000);
  EXPECT_EQ(CountPast(1'000'000, 100), 0);
  EXPECT_EQ(CountPast(3, 60), 1);
}

}  // namespace
}  // namespace aqua::quant

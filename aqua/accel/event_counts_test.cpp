#include "aqua/accel/event_counts.h"

#include <gtest/gtest.h>

#include <limits>

#include "aqua/core/error.h"

namespace aqua::accel {
namespace {

TEST(CountTable, StartsAtZeroAndKeepsRowsApart) {
  CountTable table(3, 2);
  table.Layer(1)[0] = 7;
  EXPECT_EQ(table.Layer(0)[0], 0);
  EXPECT_EQ(table.Layer(1)[0], 7);
  EXPECT_EQ(table.Layer(1)[1], 0);
  EXPECT_EQ(table.Layer(2)[0], 0);
}

TEST(CountTable, SumsAColumnOverAllLayers) {
  CountTable table(3, 2);
  for (size_t layer = 0; layer < 3; ++layer)
    table.Layer(layer)[1] = 10 + static_cast<int64_t>(layer);
  EXPECT_EQ(table.Sum(0), 0);
  EXPECT_EQ(table.Sum(1), 33);
}

TEST(CountTable, ASumPastTheLimitIsAnError) {
  CountTable table(2, 1);
  table.Layer(0)[0] = std::numeric_limits<int64_t>::max();
  table.Layer(1)[0] = 1;
  EXPECT_THROW(table.Sum(0), Error);
}

TEST(CountTable, PlacesOutsideAreABug) {
  CountTable table(2, 1);
  EXPECT_THROW(table.Layer(2), InternalError);
  EXPECT_THROW(table.Sum(1), InternalError);
}

}  // namespace
}  // namespace aqua::accel

#include "aqua/policy/strips.h"

#include <gtest/gtest.h>

#include <limits>

#include "aqua/core/error.h"

namespace aqua::policy {
namespace {

TEST(Strips, TakeASeventhOfEachSide) {
  const Strips strips = BorderStrips({70, 56});
  EXPECT_EQ(strips.top, (Window{{0, 8}, {0, 70}}));
  EXPECT_EQ(strips.bottom, (Window{{48, 56}, {0, 70}}));
  EXPECT_EQ(strips.left, (Window{{0, 56}, {0, 10}}));
  EXPECT_EQ(strips.right, (Window{{0, 56}, {60, 70}}));
  EXPECT_EQ(strips.centre, (Window{{8, 48}, {10, 60}}));
}

TEST(Strips, AreAtLeastOneCellDeep) {
  const Strips strips = BorderStrips({3, 3});
  EXPECT_EQ(strips.top, (Window{{0, 1}, {0, 3}}));
  EXPECT_EQ(strips.centre, (Window{{1, 2}, {1, 2}}));
}

TEST(Strips, WithoutAMiddleTheCentreIsEverything) {
  const Window whole{{0, 2}, {0, 300}};
  EXPECT_EQ(BorderStrips({300, 2}).centre, whole);
  EXPECT_EQ(BorderStrips({1, 1}).left, (Window{{0, 1}, {0, 1}}));
}

TEST(Strips, AShareThatIsNoneIsRefused) {
  EXPECT_EQ(BorderStrips({8, 8}, 0.5).top.height(), 4);
  for (const double share : {0.0, -1.0, 0.51, std::numeric_limits<double>::quiet_NaN()}) {
    EXPECT_THROW(BorderStrips({8, 8}, share), Error) << share;
  }
}

}  // namespace
}  // namespace aqua::policy

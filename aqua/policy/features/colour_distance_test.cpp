#include "aqua/policy/features/colour_distance.h"

#include <gtest/gtest.h>

#include <cmath>

#include "aqua/policy/testing/pictures.h"

namespace aqua::policy {
namespace {

TEST(ColourDistance, AStripOfItsOwnColourStandsOut) {
  const StripScores scores = ScoresOf(*MakeColourDistance(), Picture(7, 7, [](int, int y) {
    return std::array<uint8_t, 3>{static_cast<uint8_t>(y == 0 ? 255 : 0), 0, 0};
  }));
  const double border = 7.0 / 24;  // Of the 24 cells of the border, 7 are red.
  EXPECT_NEAR(scores.top, 1 - border, 1e-6);
  EXPECT_NEAR(scores.bottom, border, 1e-6);
  EXPECT_NEAR(scores.left, border - 1.0 / 7, 1e-6);
  EXPECT_NEAR(scores.right, border - 1.0 / 7, 1e-6);
  EXPECT_NEAR(scores.centre, border, 1e-6);
}

TEST(ColourDistance, FromBlackToWhiteIsTheRootOfThree) {
  const StripScores scores = ScoresOf(*MakeColourDistance(), GrayPicture(7, 7, [](int x, int y) {
    return x > 0 && x < 6 && y > 0 && y < 6 ? 255 : 0;
  }));
  EXPECT_NEAR(scores.centre, std::sqrt(3.0), 1e-6);
  EXPECT_NEAR(scores.top, 0, 1e-6);
}

}  // namespace
}  // namespace aqua::policy

#include "aqua/policy/features/sobel_edges.h"

#include <gtest/gtest.h>

#include <cmath>

#include "aqua/policy/testing/pictures.h"

namespace aqua::policy {
namespace {

TEST(SobelEdges, ARampScoresItsSlope) {
  const double slope = 20.0 / 255;
  const StripScores scores =
      ScoresOf(*MakeSobelEdges(), GrayPicture(7, 7, [](int x, int) { return 20 * x; }));
  EXPECT_NEAR(scores.centre, slope, 1e-6);
  // Repeated cells at the picture's edge halve the slope there: 2 of the 7 cells of a row.
  EXPECT_NEAR(scores.left, slope / 2, 1e-6);
  EXPECT_NEAR(scores.right, slope / 2, 1e-6);
  EXPECT_NEAR(scores.top, slope * std::sqrt((5 + 2 * 0.25) / 7), 1e-6);
  EXPECT_NEAR(scores.bottom, scores.top, 1e-6);
}

TEST(SobelEdges, ADiagonalRampScoresBothDirections) {
  const StripScores scores =
      ScoresOf(*MakeSobelEdges(), GrayPicture(7, 7, [](int x, int y) { return 10 * x + 24 * y; }));
  EXPECT_NEAR(scores.centre, 26.0 / 255, 1e-6);  // 10, 24, 26: a right triangle.
}

TEST(SobelEdges, AnEdgeIsFeltOneCellAway) {
  const StripScores scores =
      ScoresOf(*MakeSobelEdges(), GrayPicture(14, 14, [](int x, int) { return x < 2 ? 255 : 0; }));
  // The left strip is two cells wide; the second of them sees a step of 1 over two cells.
  EXPECT_NEAR(scores.left, 0.5 * std::sqrt(0.5), 1e-6);
  EXPECT_EQ(scores.right, 0);
}

}  // namespace
}  // namespace aqua::policy

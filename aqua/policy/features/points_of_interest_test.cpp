#include "aqua/policy/features/points_of_interest.h"

#include <gtest/gtest.h>

#include "aqua/policy/testing/pictures.h"

namespace aqua::policy {
namespace {

// The lower right quadrant is brighter. The centre is 5x5 cells.
float CornersOfAQuadrant(int gray) {
  const StripScores scores =
      ScoresOf(*MakePointsOfInterest(),
               GrayPicture(7, 7, [&](int x, int y) { return x >= 3 && y >= 3 ? gray : 0; }));
  EXPECT_EQ(scores.top, 0);
  EXPECT_EQ(scores.left, 0);
  return scores.centre * 25;
}

TEST(PointsOfInterest, AStepCornerCountsFromASixteenthOn) {
  EXPECT_NEAR(CornersOfAQuadrant(15), 0, 1e-5);  // 15/255 < 1/16 < 16/255
  EXPECT_NEAR(CornersOfAQuadrant(16), 1, 1e-5);
}

// Beside the corner M = [1.25 0.25; 0.25 0.25] c^2, a response of 0.16 c^4: passes the 1.25 / 16^4
// of the threshold from c = 0.1045 on, 26.6 of 255.
TEST(PointsOfInterest, AStrongCornerTakesInTheCellsBesideIt) {
  EXPECT_NEAR(CornersOfAQuadrant(26), 1, 1e-5);
  EXPECT_NEAR(CornersOfAQuadrant(27), 3, 1e-5);
  EXPECT_NEAR(CornersOfAQuadrant(255), 3, 1e-5);
}

TEST(PointsOfInterest, AnEdgeIsNoCorner) {
  const StripScores scores = ScoresOf(
      *MakePointsOfInterest(), GrayPicture(28, 28, [](int x, int) { return x >= 14 ? 255 : 0; }));
  EXPECT_EQ(scores, StripScores{});
}

TEST(PointsOfInterest, AreCountedInTheStripTheyLieIn) {
  // One white cell at (3, 10) of 28x28, in the left strip of 4x28 cells.
  const StripScores scores =
      ScoresOf(*MakePointsOfInterest(),
               GrayPicture(28, 28, [](int x, int y) { return x == 2 && y == 10 ? 255 : 0; }));
  EXPECT_GT(scores.left, 0);
  EXPECT_EQ(scores.top, 0);
  EXPECT_EQ(scores.right, 0);
}

}  // namespace
}  // namespace aqua::policy

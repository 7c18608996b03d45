#include "aqua/crop/crop.h"

#include <gtest/gtest.h>

#include <set>

#include "aqua/core/error.h"

namespace aqua::crop {
namespace {

TEST(CropCode, ReadsTopBottomLeftRight) {
  const CropCode code = CropCode::Parse("1011");
  EXPECT_TRUE(code.top);
  EXPECT_FALSE(code.bottom);
  EXPECT_TRUE(code.left);
  EXPECT_TRUE(code.right);
  EXPECT_EQ(code.EdgeCount(), 3);
}

TEST(CropCode, RefusesAnythingButFourBinaryDigits) {
  for (const char* bad : {"", "101", "10110", "1021", "all", "١١١١"}) {
    EXPECT_THROW(CropCode::Parse(bad), Error) << bad;
  }
}

TEST(AllCrops, AreSixteenDifferentCodesInIndexOrder) {
  std::set<std::string> seen;
  int index = 0;
  for (const CropCode& code : AllCrops()) {
    EXPECT_EQ(code.Index(), index++);
    EXPECT_EQ(CropCode::Parse(code.ToString()), code);
    seen.insert(code.ToString());
  }
  EXPECT_EQ(seen.size(), 16U);
  EXPECT_EQ(*seen.begin(), "0000");
}

TEST(ScaledDepth, RoundsAsAsked) {
  // 25 pixels of 227 on AlexNet's 55, 27 and 13 cell maps: 6.06, 2.97, 1.43.
  EXPECT_EQ(ScaledDepth(25, 55, 227, Rounding::kFloor), 6);
  EXPECT_EQ(ScaledDepth(25, 27, 227, Rounding::kFloor), 2);
  EXPECT_EQ(ScaledDepth(25, 27, 227, Rounding::kNearest), 3);
  EXPECT_EQ(ScaledDepth(25, 13, 227, Rounding::kNearest), 1);
  EXPECT_EQ(ScaledDepth(25, 13, 227, Rounding::kCeil), 2);
  EXPECT_EQ(ScaledDepth(1, 1, 2, Rounding::kNearest), 1) << "halves round up";
}

TEST(ScaledDepth, GivesTheDecksSlideEightOnMapsInProportion) {
  // Slide 8 prints N = 25, 10, 8, 5, 2 from the input inwards and no map sizes.
  const int64_t maps[] = {250, 100, 80, 50, 20};
  const int64_t depths[] = {25, 10, 8, 5, 2};
  for (const Rounding rounding : {Rounding::kFloor, Rounding::kNearest, Rounding::kCeil}) {
    for (int map = 0; map < 5; ++map) {
      EXPECT_EQ(ScaledDepth(25, maps[map], 250, rounding), depths[map]);
    }
  }
}

TEST(ScaledDepth, GivesTheDecksSlideEightWithRoundingToo) {
  // Maps of a 224 pixel network whose shares of 25/224 need rounding: 10.04, 7.81, 4.91, 1.56.
  const int64_t maps[] = {224, 90, 70, 44, 14};
  const int64_t depths[] = {25, 10, 8, 5, 2};
  for (int map = 0; map < 5; ++map) {
    EXPECT_EQ(ScaledDepth(25, maps[map], 224, Rounding::kNearest), depths[map]);
  }
}

}  // namespace
}  // namespace aqua::crop

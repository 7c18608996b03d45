#include "aqua/policy/features/entropy.h"

#include <gtest/gtest.h>

#include "aqua/policy/testing/pictures.h"

namespace aqua::policy {
namespace {

TEST(Entropy, TwoGraysInEqualPartsAreOneBit) {
  const StripScores scores = ScoresOf(
      *MakeEntropy(), GrayPicture(14, 14, [](int x, int y) { return y < 2 && x < 7 ? 255 : 0; }));
  EXPECT_FLOAT_EQ(scores.top, 1);
  EXPECT_EQ(scores.bottom, 0);
  EXPECT_EQ(scores.right, 0);
  EXPECT_EQ(scores.centre, 0);
}

TEST(Entropy, SixteenGraysInEqualPartsAreFourBits) {
  const StripScores scores =
      ScoresOf(*MakeEntropy(), GrayPicture(16, 16, [](int x, int) { return 16 * x + 8; }));
  EXPECT_FLOAT_EQ(scores.top, 4);
  EXPECT_FLOAT_EQ(scores.left, 1);  // Two columns: two grays.
}

TEST(Entropy, GraysOfOneBinAreTheSame) {
  const StripScores scores =
      ScoresOf(*MakeEntropy(), GrayPicture(7, 7, [](int x, int) { return 240 + 2 * x; }));
  EXPECT_EQ(scores.top, 0);
}

TEST(Entropy, AQuarterOfACellWeighsTwoBits) {
  // 1 of 4: 1/4 * 2 + 3/4 * log2(4/3).
  const StripScores scores = ScoresOf(
      *MakeEntropy(), GrayPicture(4, 4, [](int x, int y) { return x == 0 && y == 0 ? 255 : 0; }));
  EXPECT_NEAR(scores.top, 0.811278, 1e-6);
}

}  // namespace
}  // namespace aqua::policy

#include "aqua/policy/features/colour_gradient.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "aqua/image/test_images.h"
#include "aqua/policy/testing/pictures.h"

namespace aqua::policy {
namespace {

TEST(ColourGradient, ARedChequerboardChangesOneChannelOfThree) {
  const StripScores scores = ScoresOf(*MakeColourGradient(), Picture(14, 14, [](int x, int y) {
    return std::array<uint8_t, 3>{static_cast<uint8_t>((x + y) % 2 * 255), 0, 0};
  }));
  for (const float score : scores.InOrder()) EXPECT_NEAR(score, 1.0 / 3, 1e-6);
}

TEST(ColourGradient, PairsThatLeaveTheStripDoNotCount) {
  // Columns of one colour: a strip one cell wide sees no change, a row of 7 sees six.
  const StripScores scores = ScoresOf(
      *MakeColourGradient(), GrayPicture(7, 7, [](int x, int) { return x % 2 == 0 ? 255 : 0; }));
  EXPECT_EQ(scores.left, 0);
  EXPECT_FLOAT_EQ(scores.top, 1);
  EXPECT_FLOAT_EQ(scores.centre, 0.5);  // 20 pairs side by side, 20 stacked.
}

int ColourDifference(const image::Image& picture, int x, int y, int other_x, int other_y) {
  int sum = 0;
  for (int channel = 0; channel < 3; ++channel) {
    sum += std::abs(picture.Row(y)[x * 3 + channel] - picture.Row(other_y)[other_x * 3 + channel]);
  }
  return sum;
}

TEST(ColourGradient, OfNoiseIsThatOfAPlainLoop) {
  const image::Image picture = image::NoiseImage(35, 28);
  int sum = 0;
  int pairs = 0;
  for (int y = 0; y < 4; ++y) {
    for (int x = 0; x < 35; ++x) {
      if (x > 0) sum += ColourDifference(picture, x, y, x - 1, y);
      if (y > 0) sum += ColourDifference(picture, x, y, x, y - 1);
      pairs += (x > 0) + (y > 0);
    }
  }
  EXPECT_NEAR(ScoresOf(*MakeColourGradient(), picture).top, sum / (3.0 * 255 * pairs), 1e-6);
}

}  // namespace
}  // namespace aqua::policy

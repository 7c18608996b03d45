#include "aqua/core/border_format.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace aqua {
namespace {

bool Fits(int64_t integer, const FixedPoint& centre) {
  return integer >= centre.Least() && integer <= centre.Most();
}

TEST(BorderFormat, TheRangeIsEveryQThatNeedsNoSaturation) {
  for (const bool is_signed : {false, true}) {
    const FixedPoint centre{6, -2, is_signed};
    for (int bits = 1; bits <= 5; ++bits) {
      for (int shift = 0; shift <= 7; ++shift) {
        for (int32_t offset = centre.Least(); offset <= centre.Most(); ++offset) {
          const BorderFormat border{bits, centre.exponent + shift, {offset}};
          const BorderRange range = BorderRangeOf(centre, border, 0);
          const FixedPoint own{bits, 0, is_signed};
          for (int64_t q = own.Least(); q <= own.Most(); ++q) {
            const int64_t shifted = q * (int64_t{1} << shift);
            EXPECT_EQ(q >= range.least && q <= range.most,
                      Fits(shifted, centre) && Fits(shifted + offset, centre))
                << bits << " bits, " << shift << ", " << offset << ", " << q;
          }
        }
      }
    }
  }
}

TEST(BorderFormat, AnOffsetPastTheCentresRangeCountsAsItsEnd) {
  const FixedPoint centre{4, 0, false};
  const BorderFormat border{2, 2, {-3, 99, 7}};
  EXPECT_EQ(BorderOffset(centre, border, 0), 0);
  EXPECT_EQ(BorderOffset(centre, border, 1), 15);
  EXPECT_EQ(BorderOffset(centre, border, 2), 7);
  EXPECT_EQ(BorderOffset(centre, {2, 2, {}}, 2), 0);
}

TEST(BorderFormat, QuantizesToTheNearestTiesToEven) {
  const FixedPoint centre{8, 0, true};
  const BorderFormat border{4, 3, {4}};  // Steps of 8 around 4.
  const auto integer = [&](float value) {
    return BorderInteger(QuantizeBorder(value, centre, border, 0), centre, border, 0);
  };
  EXPECT_EQ(integer(4), 4);
  EXPECT_EQ(integer(7.9F), 4);
  EXPECT_EQ(integer(8), 4);    // Half a step: to 0 steps, the even one.
  EXPECT_EQ(integer(16), 20);  // One and a half: to 2.
  EXPECT_EQ(integer(-4.5F), -4);
  EXPECT_EQ(integer(1e30F), 60);
  EXPECT_EQ(integer(-1e30F), -60);
}

TEST(BorderFormat, ManyValuesComeOutAsOneByOne) {
  std::mt19937 random(5);
  std::normal_distribution<float> values(0, 1);
  for (const int exponent : {kLeastExponent, -20, -7, 0, 30}) {
    for (const bool is_signed : {false, true}) {
      const FixedPoint centre{9, exponent, is_signed};
      for (int shift = 0; shift <= 8; ++shift) {
        const BorderFormat border{5, exponent + shift, {13}};
        std::vector<float> many(200);
        for (float& value : many) value = std::ldexp(values(random), exponent + 7);
        std::vector<int32_t> found(many.size());
        QuantizeBorder(many, centre, border, 0, found);
        for (size_t i = 0; i < many.size(); ++i) {
          EXPECT_EQ(found[i], QuantizeBorder(many[i], centre, border, 0)) << many[i];
        }
      }
    }
  }
}

TEST(BorderFormat, ARegionTakesTheBorderOfItsBits) {
  const std::vector<BorderFormat> borders = {{2, 0}, {5, 0}, {4, 0}};
  EXPECT_EQ(BorderFor(borders, 8, 4), &borders[2]);
  EXPECT_EQ(BorderFor(borders, 8, 3), nullptr);
  EXPECT_EQ(BorderFor(borders, 8, 8), nullptr);
}

TEST(BorderFormat, ARegionOfOwnBitsTakesTheWidestBorderBelowTheCentre) {
  const std::vector<BorderFormat> borders = {{2, 0}, {5, 0}, {4, 0}};
  EXPECT_EQ(BorderFor(borders, 8, kOwnBits), &borders[1]);
  EXPECT_EQ(BorderFor(borders, 5, kOwnBits), &borders[2]);
  EXPECT_EQ(BorderFor({}, 8, kOwnBits), nullptr);
}

}  // namespace
}  // namespace aqua

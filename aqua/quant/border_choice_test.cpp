#include "aqua/quant/border_choice.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace aqua::quant {
namespace {

std::vector<float> Cells(bool is_signed) {
  std::mt19937 random(4);
  std::normal_distribution<float> normal(0, 1);
  std::vector<float> cells(4000);
  for (float& cell : cells) cell = is_signed ? normal(random) : std::max(0.0F, normal(random));
  return cells;
}

ActivationSketch SketchOf(const std::vector<float>& cells) {
  ActivationSketch sketch;
  sketch.Add(cells, 2);
  return sketch;
}

double ErrorOf(const std::vector<float>& cells, const FixedPoint& centre,
               const BorderFormat& border) {
  double sum = 0;
  for (const float cell : cells) {
    const int32_t q = QuantizeBorder(cell, centre, border, 0);
    sum += std::pow(cell - BorderInteger(q, centre, border, 0) * centre.Step(), 2);
  }
  return sum;
}

TEST(BorderChoice, NoOtherExponentLosesLess) {
  for (const bool is_signed : {false, true}) {
    const std::vector<float> cells = Cells(is_signed);
    const FixedPoint centre{8, -5, is_signed};
    for (const int bits : {2, 3, 4, 7}) {
      const BorderFormat found = ChooseBorder(SketchOf(cells), centre, bits);
      EXPECT_EQ(found.bits, bits);
      EXPECT_TRUE(found.offsets.empty());
      for (int exponent = centre.exponent; exponent < 4; ++exponent) {
        EXPECT_LE(ErrorOf(cells, centre, found),
                  ErrorOf(cells, centre, {bits, exponent, {}}) * (1 + 1e-6))
            << bits << ' ' << exponent;
      }
    }
  }
}

TEST(BorderChoice, StaysBetweenTheCentresExponentAndSixteenAboveIt) {
  EXPECT_EQ(ChooseBorder(SketchOf({0.01F, 0.02F}), {8, 0, false}, 4).exponent, 0);
  EXPECT_EQ(ChooseBorder(SketchOf({1e9F, 2e9F}), {8, 0, false}, 4).exponent, 16);
  EXPECT_EQ(ChooseBorder(SketchOf({1e30F, 2e30F}), {8, kMostExponent, false}, 4).exponent,
            kMostExponent);
}

TEST(BorderChoice, NegativeCellsOfAnUnsignedCentreAreZeros) {
  EXPECT_EQ(ChooseBorder(SketchOf({-100, 3}), {8, -5, false}, 2).exponent, 0);
}

TEST(BorderChoice, OffsetsAreMeanErrorsInTheCentresSteps) {
  const std::vector<float> errors = {0, 0.3F, -0.3F, 1e9F, -1e9F};
  EXPECT_EQ(BorderOffsets(errors, {8, -2, true}), (std::vector<int32_t>{0, 1, -1, 127, -128}));
  EXPECT_EQ(BorderOffsets(errors, {8, -2, false}), (std::vector<int32_t>{0, 1, -1, 255, -256}));
}

TEST(BorderChoice, OffsetsKeepTheMeanOfCellsThatRoundToZero) {
  const std::vector<float> cells = {0.1F, 0.2F, 0.3F, 0.4F};
  const FixedPoint centre{8, -6, false};
  BorderFormat border{2, 0, {}};
  for (const float cell : cells) EXPECT_EQ(QuantizeBorder(cell, centre, border, 0), 0);
  const std::vector<float> mean_errors = {0.25F};
  border.offsets = BorderOffsets(mean_errors, centre);
  double sum = 0;
  for (const float cell : cells) {
    sum +=
        BorderInteger(QuantizeBorder(cell, centre, border, 0), centre, border, 0) * centre.Step();
  }
  EXPECT_EQ(sum / 4, 0.25);
}

}  // namespace
}  // namespace aqua::quant

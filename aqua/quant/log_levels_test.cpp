#include "aqua/quant/log_levels.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace aqua::quant {
namespace {

std::vector<float> Cells(bool is_signed) {
  std::mt19937 random(6);
  std::normal_distribution<float> normal(0, 2);
  std::vector<float> cells(5000);
  for (float& cell : cells) {
    cell = normal(random);
    if (!is_signed) cell = std::max(0.0F, cell);
  }
  return cells;
}

ActivationSketch SketchOf(const std::vector<float>& cells) {
  ActivationSketch sketch;
  sketch.Add(cells, 1);
  return sketch;
}

int32_t Quantized(const FixedCodebook& book, float cell) {
  return book.codebook.Quantize(std::ldexp(cell, -book.format.exponent));
}

// The score from the values themselves; the fsr is in sixteenths of an octave from 1.
double PlainScore(const std::vector<float>& cells, int levels, int fsr, int step) {
  std::vector<double> counts(static_cast<size_t>(levels));
  double all = 0;
  for (const float cell : cells) {
    if (cell == 0) continue;
    ++all;
    const double bin = std::floor(16 * std::log2(std::abs(static_cast<double>(cell))));
    double level = std::floor((bin - fsr + step / 2) / step) + 1;
    level = std::min(level, levels - 1.0);
    if (level >= 1) ++counts[static_cast<size_t>(level)];
  }
  double score = 0;
  for (int i = 1; i < levels; ++i) {
    const double share = counts[static_cast<size_t>(i)] / all;
    if (share > 0) score -= std::exp2((fsr + (i - 1) * step) / 16.0) * share * std::log(share);
  }
  return score;
}

TEST(LogLevels, NoOtherBaseAndOffsetScoreMore) {
  const std::vector<float> cells = Cells(false);
  const float most = *std::max_element(cells.begin(), cells.end());
  for (const int levels : {2, 4, 16}) {
    const LogLevels found = ChooseLogLevels(SketchOf(cells).positive(), levels);
    EXPECT_NEAR(found.score, PlainScore(cells, levels, found.first_bin - 640, found.step), 1e-9);
    for (int step = 2; step <= 32; step += 2) {
      for (int fsr = -200; fsr < 60; ++fsr) {
        if (std::exp2((fsr + (2 * levels - 5) * step / 2) / 16.0) > most) continue;
        EXPECT_LE(PlainScore(cells, levels, fsr, step), found.score * (1 + 1e-9))
            << levels << ' ' << fsr << ' ' << step;
      }
    }
  }
}

TEST(LogLevels, LevelsAreEquallyFarApartInOctaves) {
  const LogLevels levels{5, 640, 8, 0};
  EXPECT_EQ(levels.Level(1), 1);
  EXPECT_EQ(levels.Level(3), 2);
  EXPECT_DOUBLE_EQ(levels.Begin(2), std::exp2(4 / 16.0));
}

TEST(LogLevels, OneMagnitudeIsItsOwnLevel) {
  const LogLevels levels = ChooseLogLevels(SketchOf({2, 2, 0, 2}).positive(), 8);
  EXPECT_EQ(levels.Level(7), 2);
}

TEST(LogLevels, ActivationsTakeTheNearestLevelInOctaves) {
  const std::vector<float> cells = Cells(false);
  const ActivationSketch sketch = SketchOf(cells);
  const LogLevels levels = ChooseLogLevels(sketch.positive(), 16);
  const FixedCodebook book = LogActivations(sketch, 4, 8);
  EXPECT_EQ(CodebookFault(book.codebook, book.format), "");
  EXPECT_EQ(book.codebook.levels.size(), 16u);
  EXPECT_FALSE(book.format.is_signed);
  const double fsr = levels.first_bin - 640;
  for (const float cell : cells) {
    double expected = 0;
    const double index =
        std::min(14.0, std::round((16 * std::log2(static_cast<double>(cell)) - fsr) / levels.step));
    if (cell > 0 && index >= 0) expected = std::exp2((fsr + index * levels.step) / 16);
    EXPECT_EQ(Quantized(book, cell), std::nearbyint(expected / book.format.Step())) << cell;
  }
}

TEST(LogLevels, SignedActivationsHaveMirroredLevels) {
  const std::vector<float> cells = Cells(true);
  const FixedCodebook book = LogActivations(SketchOf(cells), 4, 8);
  EXPECT_EQ(CodebookFault(book.codebook, book.format), "");
  EXPECT_TRUE(book.format.is_signed);
  ASSERT_EQ(book.codebook.levels.size(), 15u);
  EXPECT_EQ(book.codebook.Quantize(0), 0);
  EXPECT_GT(book.codebook.levels.back(), 63);
  for (const float cell : cells) {
    EXPECT_EQ(Quantized(book, -cell), -Quantized(book, cell)) << cell;
  }
}

}  // namespace
}  // namespace aqua::quant

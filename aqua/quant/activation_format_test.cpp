#include "aqua/quant/activation_format.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace aqua::quant {
namespace {

constexpr size_t kCells = 20'000;

std::vector<float> Cells(float shift) {
  std::mt19937 random(8);
  std::normal_distribution<float> normal(shift, 1);
  std::vector<float> cells(kCells);
  for (float& cell : cells) cell = normal(random);
  return cells;
}

ActivationSketch SketchOf(const std::vector<float>& cells) {
  ActivationSketch sketch;
  sketch.Add(cells, 1);
  return sketch;
}

std::vector<float> Relu(std::vector<float> cells) {
  for (float& cell : cells) cell = std::max(cell, 0.0F);
  return cells;
}

TEST(ActivationFormat, CoveringHoldsAllAndZero) {
  EXPECT_EQ(CoveringActivations(SketchOf({3, 7}), 3), (FixedPoint{3, 0, false}));
  EXPECT_EQ(CoveringActivations(SketchOf({3, 8}), 3), (FixedPoint{3, 1, false}));
  EXPECT_EQ(CoveringActivations(SketchOf({-8, -2}), 4), (FixedPoint{4, 0, true}));
}

TEST(ActivationFormat, PercentileLeavesItsShareOutsideEitherEnd) {
  std::vector<float> cells = Cells(0);
  const ActivationSketch sketch = SketchOf(cells);
  std::sort(cells.begin(), cells.end());
  for (const double percentile : {90.0, 99.0, 99.9, 100.0}) {
    const auto past = static_cast<size_t>(kCells * (100 - percentile) / 100 + 1e-6);
    const Range range = PercentileRange(sketch, percentile);
    // The bin of the value itself, outwards.
    EXPECT_GE(range.most, cells[kCells - 1 - past]);
    EXPECT_LE(range.most, cells[kCells - 1 - past] * std::exp2(1.0F / 16));
    EXPECT_LE(range.least, cells[past]);
    EXPECT_GE(range.least, cells[past] * std::exp2(1.0F / 16));
  }
  EXPECT_EQ(PercentileRange(sketch, 100).most, cells.back());
}

TEST(ActivationFormat, PercentileClipsWhatIsFarOut) {
  std::vector<float> cells = Relu(Cells(0));
  cells[77] = 1000;
  const ActivationSketch sketch = SketchOf(cells);
  EXPECT_EQ(CoveringActivations(sketch, 8).exponent, 2);
  EXPECT_LE(PercentileActivations(sketch, 8, 99.99).exponent, -5);
}

TEST(ActivationFormat, PercentileNeverClipsAllOfAFewValues) {
  std::vector<float> cells(kCells);
  cells[5] = 6;
  EXPECT_EQ(PercentileActivations(SketchOf(cells), 8, 99), (FixedPoint{8, -5, false}));
}

TEST(ActivationFormat, LeastErrorIsLeastOfAllExponents) {
  const std::vector<float> cells = Relu(Cells(0));
  const ActivationSketch sketch = SketchOf(cells);
  for (const int bits : {2, 3, 4, 8}) {
    const FixedPoint found = LeastErrorActivations(sketch, bits);
    EXPECT_FALSE(found.is_signed);
    const auto error = [&](int exponent) {
      double sum = 0;
      for (const float cell : cells) {
        const double step = std::exp2(exponent);
        const double integer = std::min(std::nearbyint(cell / step), std::exp2(bits) - 1);
        sum += std::pow(cell - integer * step, 2);
      }
      return sum;
    };
    for (int exponent = -12; exponent < 3; ++exponent) {
      EXPECT_LE(error(found.exponent), error(exponent) * (1 + 1e-9)) << bits << ' ' << exponent;
    }
  }
}

}  // namespace
}  // namespace aqua::quant

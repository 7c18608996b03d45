#include "aqua/quant/activation_sketch.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

#include "aqua/core/error.h"

namespace aqua::quant {
namespace {

constexpr int64_t kChannels = 3;

// Some zeros, both signs, channel 2 much larger.
std::vector<float> Image(unsigned seed) {
  std::mt19937 random(seed);
  std::normal_distribution<float> normal(0.5F, 1);
  std::vector<float> cells(static_cast<size_t>(kChannels) * 500);
  for (size_t i = 0; i < cells.size(); ++i) {
    const float value = normal(random);
    cells[i] = value > -0.25F && value < 0 ? 0 : value * (i % 3 == 2 ? 10.0F : 1.0F);
  }
  return cells;
}

ActivationSketch SketchOf(const std::vector<unsigned>& seeds) {
  ActivationSketch sketch;
  for (const unsigned seed : seeds) sketch.Add(Image(seed), kChannels);
  return sketch;
}

TEST(ActivationSketch, RemembersWhatPlainLoopsFind) {
  const ActivationSketch sketch = SketchOf({1, 2});
  std::vector<float> cells = Image(1);
  const std::vector<float> second = Image(2);
  cells.insert(cells.end(), second.begin(), second.end());
  int64_t zeros = 0;
  LogHistogram positive = {};
  LogHistogram negative = {};
  std::vector<double> sums(kChannels);
  for (size_t i = 0; i < cells.size(); ++i) {
    sums[i % 3] += static_cast<double>(cells[i]);
    if (cells[i] == 0) {
      ++zeros;
      continue;
    }
    const double bin = std::floor(16 * std::log2(std::abs(static_cast<double>(cells[i]))));
    ++(cells[i] > 0 ? positive : negative)[static_cast<size_t>(bin + 640)];
  }
  EXPECT_GT(zeros, 0);
  EXPECT_EQ(sketch.zeros(), zeros);
  EXPECT_EQ(sketch.count(), static_cast<int64_t>(cells.size()));
  EXPECT_EQ(sketch.Least(), *std::min_element(cells.begin(), cells.end()));
  EXPECT_EQ(sketch.Most(), *std::max_element(cells.begin(), cells.end()));
  EXPECT_EQ(sketch.positive(), positive);
  EXPECT_EQ(sketch.negative(), negative);
  for (size_t c = 0; c < 3; ++c) {
    EXPECT_NEAR(static_cast<double>(sketch.ChannelMeans()[c]), sums[c] / 1000, 1e-5);
  }
  std::sort(cells.begin(), cells.end());
  EXPECT_EQ(sketch.Sample(), cells);
}

TEST(ActivationSketch, MergedSketchesAreOneOfAllImages) {
  ActivationSketch merged = SketchOf({4, 1});
  merged.Merge(SketchOf({3, 2}));
  merged.Merge(ActivationSketch());
  ActivationSketch all;
  all.Merge(SketchOf({1, 2, 3, 4}));
  EXPECT_EQ(merged.count(), all.count());
  EXPECT_EQ(merged.zeros(), all.zeros());
  EXPECT_EQ(merged.Least(), all.Least());
  EXPECT_EQ(merged.Most(), all.Most());
  EXPECT_EQ(merged.positive(), all.positive());
  EXPECT_EQ(merged.negative(), all.negative());
  EXPECT_EQ(merged.Sample(), all.Sample());
  for (size_t c = 0; c < 3; ++c) EXPECT_FLOAT_EQ(merged.ChannelMeans()[c], all.ChannelMeans()[c]);
}

TEST(ActivationSketch, NotesWhatIsNotFinite) {
  for (const float bad : {std::numeric_limits<float>::infinity(), std::nanf("")}) {
    std::vector<float> cells = Image(1);
    cells[777] = bad;
    ActivationSketch sketch = SketchOf({2});
    EXPECT_TRUE(sketch.all_finite());
    sketch.Add(cells, kChannels);
    EXPECT_FALSE(sketch.all_finite());
    ActivationSketch merged = SketchOf({1});
    merged.Merge(sketch);
    EXPECT_FALSE(merged.all_finite());
  }
}

TEST(ActivationSketch, KnowsFlatImages) {
  ActivationSketch sketch;
  sketch.Add({{1, 2, 3, 1, 2, 3}}, kChannels);
  EXPECT_TRUE(sketch.IsFlat());
  sketch.Add({{1, 2, 4}}, kChannels);
  EXPECT_FALSE(sketch.IsFlat());
}

TEST(ActivationSketch, AnotherCountOfChannelsIsOurMistake) {
  ActivationSketch sketch = SketchOf({1});
  EXPECT_THROW(sketch.Add({{1, 2}}, 2), InternalError);
  EXPECT_THROW(sketch.Add({{1, 2}}, kChannels), InternalError);
}

}  // namespace
}  // namespace aqua::quant

#include "aqua/quant/value_sample.h"

#include <gtest/gtest.h>

#include <numeric>

namespace aqua::quant {
namespace {

// `count` numbers from `first` on, so that a sampled value tells its cell.
std::vector<float> Numbers(size_t count, float first = 0) {
  std::vector<float> numbers(count);
  std::iota(numbers.begin(), numbers.end(), first);
  return numbers;
}

TEST(ValueSample, HoldsEverythingThatFits) {
  ValueSample sample;
  sample.Add(Numbers(40'000), 1);
  sample.Add(Numbers(25'536, 40'000), 2);
  EXPECT_EQ(sample.Sorted(), Numbers(65'536));
}

TEST(ValueSample, HoldsAboutOneOfEveryFewCellsOfEveryPart) {
  ValueSample sample;
  constexpr size_t kCells = 1'000'000;
  sample.Add(Numbers(kCells), 7);
  const std::vector<float> drawn = sample.Sorted();
  // One of every 16 is the first power of two that fits, and there is one in each 16.
  ASSERT_EQ(drawn.size(), kCells / 16);
  for (size_t i = 0; i < drawn.size(); ++i) {
    EXPECT_EQ(static_cast<size_t>(drawn[i]) / 16, i);
  }
}

TEST(ValueSample, PrefersNoChannel) {
  ValueSample sample;
  sample.Add(Numbers(4'000'000), 5);
  std::vector<int> by_channel(32);
  for (const float value : sample.Sorted()) ++by_channel[static_cast<size_t>(value) % 32];
  // 62,500 drawn, 1,953 a channel: five standard deviations are 220.
  for (const int count : by_channel) EXPECT_NEAR(count, 1'953, 220);
}

TEST(ValueSample, IsTheSameInAnyOrderAndInParts) {
  ValueSample forward;
  ValueSample backward;
  ValueSample part;
  for (uint64_t image = 0; image < 6; ++image) {
    const auto seed = [](uint64_t of) { return of * 977; };
    const auto cells = [](uint64_t of) {
      return Numbers(30'000 * (of + 1), static_cast<float>(of * 1'000'000));
    };
    forward.Add(cells(image), seed(image));
    const uint64_t other = 5 - image;
    (image % 2 == 0 ? backward : part).Add(cells(other), seed(other));
  }
  backward.Merge(part);
  EXPECT_LE(forward.Sorted().size(), ValueSample::kMost);
  EXPECT_GT(forward.Sorted().size(), ValueSample::kMost / 3);
  EXPECT_EQ(forward.Sorted(), backward.Sorted());
}

TEST(ValueSample, CanBeMergedWithItself) {
  ValueSample sample;
  sample.Add({{1, 2, 3}}, 1);
  sample.Merge(sample);
  EXPECT_EQ(sample.Sorted(), (std::vector<float>{1, 1, 2, 2, 3, 3}));
}

}  // namespace
}  // namespace aqua::quant

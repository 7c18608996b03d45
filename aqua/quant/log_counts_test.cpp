#include "aqua/quant/log_counts.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <limits>
#include <random>

namespace aqua::quant {
namespace {

// Every float that lies beside the edge of a bin, and many others.
std::vector<float> Values() {
  std::vector<float> values;
  for (int edge = -700; edge < 450; ++edge) {
    const auto at = static_cast<float>(std::exp2(edge / 16.0));
    for (const float value : {std::nextafter(at, 0.0F), at, std::nextafter(at, 1e30F)}) {
      values.push_back(value);
      values.push_back(-value);
    }
  }
  std::mt19937 random(3);
  for (int i = 0; i < 100'000; ++i) {
    const auto value = std::bit_cast<float>(static_cast<uint32_t>(random()));
    if (std::isnormal(value)) values.push_back(value);
  }
  return values;
}

TEST(LogCounts, CountWhatLogBinSays) {
  LogHistogram positive = {};
  LogHistogram negative = {};
  for (const float value : Values()) {
    const int bin = LogBin(std::bit_cast<uint32_t>(value));
    ++(value > 0 ? positive : negative)[static_cast<size_t>(bin)];
  }
  LogCounts counts;
  counts.Add(Values());
  for (int bin = 0; bin < kLogBins; ++bin) {
    EXPECT_EQ(counts.Positive(bin), positive[static_cast<size_t>(bin)]) << bin;
    EXPECT_EQ(counts.Negative(bin), negative[static_cast<size_t>(bin)]) << bin;
  }
  EXPECT_EQ(counts.Zeros(), 0);
  EXPECT_TRUE(counts.all_finite());
}

TEST(LogCounts, ZerosOfBothSignsAndWhatIsBelowNormalAreZeros) {
  const float tiniest = std::numeric_limits<float>::denorm_min();
  LogCounts counts;
  counts.Add({{0.0F, -0.0F, tiniest, -tiniest, std::numeric_limits<float>::min(), 3}});
  EXPECT_EQ(counts.Zeros(), 4);
  EXPECT_EQ(counts.Positive(0), 1);
}

TEST(LogCounts, NoteWhatIsNotFinite) {
  for (const float bad : {std::numeric_limits<float>::infinity(), std::nanf(""), -std::nanf("")}) {
    LogCounts counts;
    counts.Add({{1, bad, 2}});
    EXPECT_FALSE(counts.all_finite());
    EXPECT_EQ(counts.Positive(kOneBin), 1);
  }
}

}  // namespace
}  // namespace aqua::quant

#include "aqua/quant/log_histogram.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <random>

namespace aqua::quant {
namespace {

int Bin(float magnitude) { return LogBin(std::bit_cast<uint32_t>(magnitude)); }

// As the code it is from says it.
int PlainBin(float magnitude) {
  const auto bin =
      static_cast<int>(std::floor(16 * std::log2(static_cast<long double>(magnitude))));
  return std::clamp(bin + 640, 0, 1023);
}

TEST(LogHistogram, BinsAreSixteenthsOfAnOctave) {
  std::mt19937 random(3);
  std::uniform_real_distribution<float> exponents(-45, 30);
  for (int i = 0; i < 100'000; ++i) {
    const float magnitude = std::exp2(exponents(random));
    ASSERT_EQ(Bin(magnitude), PlainBin(magnitude)) << magnitude;
  }
}

TEST(LogHistogram, BinsEndAtTheFloatsBesideTheirEdges) {
  for (int bin = 600; bin < 700; ++bin) {
    const auto edge = static_cast<float>(std::exp2((bin - 640) / 16.0L));
    for (const float near : {std::nextafter(edge, 0.0F), edge, std::nextafter(edge, 1e9F)}) {
      EXPECT_EQ(Bin(near), PlainBin(near)) << bin;
      EXPECT_EQ(Bin(-near), PlainBin(near)) << bin;
    }
  }
}

TEST(LogHistogram, WhatLiesPastTheEndsIsInTheLastBins) {
  EXPECT_EQ(Bin(std::numeric_limits<float>::denorm_min()), 0);
  EXPECT_EQ(Bin(0x1p-41F), 0);
  EXPECT_EQ(Bin(0x1p24F), 1023);
  EXPECT_EQ(Bin(std::numeric_limits<float>::infinity()), 1023);
}

TEST(LogHistogram, ABinBeginsWhereTheLastEnds) {
  EXPECT_EQ(LogBinBegin(640), 1);
  EXPECT_EQ(LogBinBegin(656), 2);
  EXPECT_EQ(LogBinBegin(0), 0x1p-40);
  EXPECT_DOUBLE_EQ(LogBinBegin(648), std::sqrt(2.0));
}

}  // namespace
}  // namespace aqua::quant

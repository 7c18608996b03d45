// How many losses a promise bears: a table computed beforehand by another program. With no loss at
// all Hoeffding-Bentkus is (1 - alpha)^n, so 300 images bear that at 1 %.
#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "aqua/risk/binomial_tail.h"
#include "aqua/risk/hoeffding_bentkus.h"

namespace aqua::risk {
namespace {

constexpr int kNone = -1;

struct Line {
  double alpha;
  double delta;
  int images;
  int exact;    // The most losses of 0 or 1 that pass by the exact tail,
  int bentkus;  // and by Hoeffding-Bentkus.
};

constexpr Line kTable[] = {
    {0.005, 0.05, 300, kNone, kNone}, {0.005, 0.05, 1000, 1, 0},    {0.005, 0.05, 2000, 4, 3},
    {0.005, 0.05, 5000, 16, 14},      {0.005, 0.05, 10000, 38, 35}, {0.01, 0.05, 300, 0, 0},
    {0.01, 0.05, 1000, 4, 3},         {0.01, 0.05, 2000, 12, 10},   {0.01, 0.05, 5000, 38, 35},
    {0.01, 0.05, 10000, 83, 79},      {0.02, 0.05, 300, 1, 1},      {0.02, 0.05, 1000, 12, 10},
    {0.02, 0.05, 2000, 29, 26},       {0.02, 0.05, 5000, 83, 79},   {0.02, 0.05, 10000, 176, 170},
    {0.01, 0.1, 300, 0, 0},           {0.01, 0.1, 1000, 5, 4},      {0.01, 0.1, 2000, 13, 11},
    {0.01, 0.1, 5000, 40, 37},        {0.01, 0.1, 10000, 86, 82},
};

int MostThatPass(const std::function<double(int)>& p_value, double delta) {
  int most = kNone;
  while (p_value(most + 1) <= delta) ++most;
  return most;
}

TEST(PowerTable, IsMetByTheExactTail) {
  for (const Line& line : kTable) {
    const auto p_value = [&](int k) {
      return std::exp(LogBinomialTail(line.images, line.alpha, k));
    };
    EXPECT_EQ(MostThatPass(p_value, line.delta), line.exact) << line.alpha << " " << line.images;
  }
}

TEST(PowerTable, IsMetByHoeffdingBentkus) {
  for (const Line& line : kTable) {
    const auto p_value = [&](int k) { return HoeffdingBentkusPValue(line.images, k, line.alpha); };
    EXPECT_EQ(MostThatPass(p_value, line.delta), line.bentkus) << line.alpha << " " << line.images;
  }
}

TEST(HoeffdingBentkus, IsTheSmallerOfItsTwoParts) {
  // By hand: no loss, (1 - alpha)^n from the first part; e times that from the second.
  EXPECT_NEAR(HoeffdingBentkusPValue(300, 0, 0.01), std::pow(0.99, 300), 1e-14);
  // r = 1/4 below alpha = 1/2, n = 4: h = ln 2 + (ln(1/4) + 3 ln(3/4)) / 4, exp(-4 h) = 16 / 27;
  // e (1 + 4) / 16 = 0.849.
  EXPECT_NEAR(HoeffdingBentkusPValue(4, 1, 0.5), 16.0 / 27, 1e-14);
  // 1000 images, 9.5 losses, 2 %: e P(X <= 10) is the smaller.
  EXPECT_NEAR(HoeffdingBentkusPValue(1000, 9.5, 0.02),
              std::exp(1 + LogBinomialTail(1000, 0.02, 10)), 1e-14);
  EXPECT_EQ(HoeffdingBentkusPValue(100, 2, 0.01), 1);
  EXPECT_EQ(HoeffdingBentkusPValue(100, 100, 0.01), 1);
}

}  // namespace
}  // namespace aqua::risk

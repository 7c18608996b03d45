#include "aqua/risk/audit.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace aqua::risk {
namespace {

// The images after which the alarm went off, or 0.
int64_t AlarmAfter(double worse, double better, double alpha, double delta, int images,
                   unsigned seed) {
  RiskMonitor monitor(alpha, delta, better > 0 ? -1 : 0);
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> uniform(0, 1);
  for (int i = 0; i < images && !monitor.Broken(); ++i) {
    const double draw = uniform(random);
    monitor.Add(draw < worse ? 1 : draw < worse + better ? -1 : 0);
  }
  return monitor.Broken() ? monitor.images() : 0;
}

TEST(RiskMonitor, WealthIsTheMeanOfTenBets) {
  RiskMonitor monitor(0.25, 0.05, 0);
  monitor.Add(1);
  monitor.Add(0);
  monitor.Add(1);
  double wealth = 0;
  for (int i = 1; i <= 10; ++i) {
    const double rate = 4 / std::pow(2, i);
    wealth += (1 + rate * 0.75) * (1 - rate * 0.25) * (1 + rate * 0.75) / 10;
  }
  EXPECT_NEAR(monitor.MostWealth(), wealth, 1e-12);
  monitor.Add(0);  // Loses, but what was had is not forgotten.
  EXPECT_NEAR(monitor.MostWealth(), wealth, 1e-12);
}

TEST(RiskMonitor, FalseAlarmsAreAsRareAsPromised) {
  int alarms = 0;
  int signed_alarms = 0;
  for (unsigned seed = 0; seed < 1000; ++seed) {
    if (AlarmAfter(0.05, 0, 0.05, 0.1, 2000, seed) > 0) ++alarms;
    if (AlarmAfter(0.07, 0.02, 0.05, 0.1, 500, seed) > 0) ++signed_alarms;
  }
  // 10 % of 1000, and three deviations of chance.
  EXPECT_LE(alarms, 100 + 29);
  EXPECT_LE(signed_alarms, 100 + 29);
  EXPECT_GT(alarms, 20);
}

TEST(RiskMonitor, ABrokenPromiseIsFoundSoon) {
  for (unsigned seed = 0; seed < 20; ++seed) {
    const int64_t at_once = AlarmAfter(1, 0, 0.01, 0.05, 100, seed);
    EXPECT_GT(at_once, 0);
    EXPECT_LE(at_once, 2);
    EXPECT_GT(AlarmAfter(0.05, 0, 0.01, 0.05, 1000, seed), 0);
    EXPECT_GT(AlarmAfter(0.10, 0.02, 0.02, 0.05, 2000, seed), 0);
  }
}

TEST(RiskMonitor, OnceBrokenStaysBroken) {
  RiskMonitor monitor(0.01, 0.05, 0);
  for (int i = 0; i < 2000; ++i) monitor.Add(1);
  EXPECT_TRUE(monitor.Broken());
  EXPECT_TRUE(std::isfinite(monitor.MostWealth()));
  for (int i = 0; i < 2000; ++i) monitor.Add(0);
  EXPECT_TRUE(monitor.Broken());
  EXPECT_DOUBLE_EQ(monitor.Estimate(), 0.5);
}

TEST(RiskMonitor, RangeHoldsTheMeanAtAllTimes) {
  int missed = 0;
  for (unsigned seed = 0; seed < 300; ++seed) {
    RiskMonitor monitor(0.5, 0.1, -1);
    std::mt19937 random(seed);
    std::discrete_distribution<int> outcome({0.1, 0.7, 0.2});
    bool always = true;
    for (int i = 0; i < 800; ++i) {
      monitor.Add(outcome(random) - 1);
      const MeanRange range = monitor.Range();
      always = always && range.at_least <= 0.1 && range.at_most >= 0.1;
    }
    if (!always) ++missed;
    EXPECT_LT(monitor.Range().at_most - monitor.Range().at_least, 0.25);
  }
  EXPECT_LE(missed, 30);
}

TEST(RiskMonitor, KnowsNothingBeforeTheFirstImage) {
  const RiskMonitor monitor(0.01, 0.05, -1);
  EXPECT_FALSE(monitor.Broken());
  EXPECT_EQ(monitor.Estimate(), 0);
  EXPECT_EQ(monitor.Range().at_least, -1);
  EXPECT_EQ(monitor.Range().at_most, 1);
}

}  // namespace
}  // namespace aqua::risk

#include "aqua/risk/fixed_sequence.h"

#include <gtest/gtest.h>

#include <limits>

namespace aqua::risk {
namespace {

FixedSequence Walk(const std::vector<double>& p_values) {
  return TestInSequence(static_cast<int>(p_values.size()), 0.05,
                        [&](int rung) { return p_values[static_cast<size_t>(rung)]; });
}

TEST(FixedSequence, StopsAtTheFirstFailureThoughALaterRungWouldPass) {
  const FixedSequence seen = Walk({0.001, 0.05, 0.051, 0.0001});
  EXPECT_EQ(seen.last_passed, 1);
  EXPECT_EQ(seen.p_values, (std::vector<double>{0.001, 0.05, 0.051}));
}

TEST(FixedSequence, PassesNothingWhenTheSafestRungFails) {
  const FixedSequence seen = Walk({0.06, 0.0});
  EXPECT_FALSE(seen.last_passed.has_value());
  EXPECT_EQ(seen.p_values.size(), 1u);
}

TEST(FixedSequence, MayPassAllRungsOrHaveNone) {
  EXPECT_EQ(Walk({0.01, 0.02}).last_passed, 1);
  EXPECT_FALSE(Walk({}).last_passed.has_value());
}

TEST(FixedSequence, NoNumberIsAFailure) {
  EXPECT_FALSE(Walk({std::numeric_limits<double>::quiet_NaN()}).last_passed.has_value());
}

}  // namespace
}  // namespace aqua::risk

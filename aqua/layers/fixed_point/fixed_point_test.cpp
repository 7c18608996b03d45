#include "aqua/layers/fixed_point/fixed_point.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "aqua/core/error.h"
#include "aqua/layers/testing/run_layer.h"

namespace aqua::layers {
namespace {

TEST(FixedPointLayer, RoundsTiesToEvenAndSaturates) {
  const FixedPointLayer layer({3, -1, true});  // -2 to 1.5 in halves.
  EXPECT_EQ(layer.Apply(0.25F), 0.0F);
  EXPECT_EQ(layer.Apply(0.75F), 1.0F);
  EXPECT_EQ(layer.Apply(-0.75F), -1.0F);
  EXPECT_EQ(layer.Apply(9.0F), 1.5F);
  EXPECT_EQ(layer.Apply(-9.0F), -2.0F);
}

TEST(FixedPointLayer, ACodebookHoldsItsLevelsOnly) {
  const FixedPointLayer layer({4, -1, false}, {{0, 1, 3}, {0, 4, 15}});
  EXPECT_EQ(layer.Apply(0.9F), 0.0F);
  EXPECT_EQ(layer.Apply(2.9F), 2.0F);
  EXPECT_EQ(layer.Apply(3.0F), 7.5F);
}

TEST(FixedPointLayer, ANaNStaysOne) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  EXPECT_TRUE(std::isnan(FixedPointLayer({8, 0, true}).Apply(nan)));
}

TEST(FixedPointLayer, ACodebookOutsideTheFormatIsRefused) {
  EXPECT_THROW(FixedPointLayer({2, 0, false}, {{0, 1}, {0, 4}}), Error);
}

TEST(FixedPointLayer, RunsOverTheWindowThatIsAsked) {
  const FixedPointLayer layer({8, -3, true});
  const Tensor input = RandomTensor({1, 2, 4, 4}, 7);
  const Tensor all = RunWhole(layer, {input});
  for (int64_t i = 0; i < input.size(); ++i) EXPECT_EQ(all[i], layer.Apply(input[i]));
}

}  // namespace
}  // namespace aqua::layers

#include "aqua/accel/dynamic_stripes/dynamic_stripes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "aqua/accel/lanes/testing/count_one.h"
#include "aqua/accel/lanes/testing/plain_steps.h"
#include "aqua/accel/published_networks.h"
#include "aqua/accel/stripes/stripes.h"
#include "aqua/core/error.h"

namespace aqua::accel {
namespace {

using layers::Workload;
using published::Convolution;

const Accelerator& BuiltIn() {
  static const AcceleratorPtr made = MakeDynamicStripes({});
  return *made;
}

int64_t Cycles(const Workload& work, const LayerInput* input) {
  return CountOne(BuiltIn(), "compute_cycles", work, input);
}

PlainRule BitsOf(const LayerWithInput& layer) {
  return [&layer](const LaneValues& values) {
    int64_t bits = 1;
    for (int64_t value : values) {
      int64_t needed = layer.input.is_signed ? 1 : 0;
      for (value = std::abs(value); value > 0; value /= 2) ++needed;
      bits = std::max(bits, needed);
    }
    return std::min<int64_t>(bits, layer.work.activation_bits);
  };
}

TEST(DynamicStripes, RandomConvolutionsTakeWhatThePlainLoopsSay) {
  for (uint32_t seed = 100; seed < 140; ++seed) {
    const LayerWithInput layer = RandomConvolution(seed);
    EXPECT_EQ(Cycles(layer.work, &layer.input),
              PlainPalletCycles(PlainSteps(layer.work, layer.input, PlainCanFold(layer.work)),
                                BitsOf(layer)))
        << seed;
  }
}

TEST(DynamicStripes, RandomDenseLayersTakeWhatTheClockSays) {
  for (uint32_t seed = 100; seed < 140; ++seed) {
    LayerWithInput layer = RandomDense(seed);
    layer.work.output_height = 1;
    layer.input = RandomInput(layer.work, layer.input.is_signed, seed);
    EXPECT_EQ(Cycles(layer.work, &layer.input),
              PlainDenseCycles(PlainSteps(layer.work, layer.input, false), 16, BitsOf(layer)))
        << seed;
  }
}

TEST(DynamicStripes, IsStripesWithoutValuesAndNeverSlowerWithThem) {
  const AcceleratorPtr stripes = MakeStripes({});
  for (uint32_t seed = 0; seed < 40; ++seed) {
    const LayerWithInput layer = seed % 2 == 0 ? RandomConvolution(seed) : RandomDense(seed);
    const int64_t untrimmed = CountOne(*stripes, "compute_cycles", layer.work);
    EXPECT_EQ(Cycles(layer.work, nullptr), untrimmed) << seed;
    EXPECT_LE(Cycles(layer.work, &layer.input), untrimmed) << seed;
  }
}

TEST(DynamicStripes, OneLargeValueHoldsItsPalletUp) {
  const Workload work = Convolution("conv", 1, 1, 32, 16, 8, {16, 9});
  LayerInput input = Filled(work, 1);
  EXPECT_EQ(Cycles(work, &input), 4 * 2);
  input.values[5 * 32 + 20] = 256;  // Position 5, second brick.
  EXPECT_EQ(Cycles(work, &input), 4 * 2 - 1 + 9);
}

TEST(DynamicStripes, ZerosTakeACycle) {
  const Workload work = Convolution("conv", 1, 3, 16, 16, 4);
  const LayerInput zeros = Filled(work, 0);
  EXPECT_EQ(Cycles(work, &zeros), 9);
}

TEST(DynamicStripes, SmallerGroupsLetColumnsRestButTheLayerTakesAsLong) {
  const Workload work = Convolution("conv", 1, 1, 16, 16, 4);
  LayerInput input = Filled(work, 1);
  input.values[0] = 0x7fff;
  const std::vector<std::pair<std::string, int64_t>> by_group = {
      {"16", 16 * 15}, {"5", 5 * 15 + 11}, {"4", 4 * 15 + 12}, {"1", 15 + 15}};
  for (const auto& [group_columns, column_cycles] : by_group) {
    const AcceleratorPtr made = MakeDynamicStripes({{}, {{"group_columns", group_columns}}});
    EXPECT_EQ(CountOne(*made, "compute_cycles", work, &input), 15) << group_columns;
    EXPECT_EQ(CountOne(*made, "column_cycles", work, &input), column_cycles) << group_columns;
  }
}

TEST(DynamicStripes, WithoutValuesEveryColumnWorksAllBits) {
  // 9 positions in one pallet.
  EXPECT_EQ(CountOne(BuiltIn(), "column_cycles", Convolution("conv", 2, 1, 20, 300, 3, {16, 7})),
            2 * 2 * 9 * 2 * 7);
  EXPECT_EQ(CountOne(BuiltIn(), "column_cycles", published::Dense("fc", 20, 300, {16, 7})),
            2 * 2 * 7);
}

TEST(DynamicStripes, SaysWhatIsNotPublished) {
  EXPECT_TRUE(BuiltIn().Area(BuiltIn().Map({})).empty());
  EXPECT_EQ(BuiltIn().Notes(BuiltIn().Map({})).size(), 2u);
}

TEST(DynamicStripes, DrawsThePowerOfStripes) {
  const AcceleratorPtr stripes = MakeStripes({});
  ASSERT_EQ(BuiltIn().Prices().size(), stripes->Prices().size());
  for (size_t i = 0; i < stripes->Prices().size(); ++i) {
    EXPECT_EQ(BuiltIn().Prices()[i].energy_pj, stripes->Prices()[i].energy_pj);
  }
}

TEST(DynamicStripes, SettingsAndFilesAreChecked) {
  ExpectRefused(MakeDynamicStripes, "group_columns", "0", {"group_columns", "1 to 16"});
  ExpectRefused(MakeDynamicStripes, "group_columns", "17", {"group_columns", "1 to 16"});
  ExpectRefused(MakeDynamicStripes, "columns", "4", {"group_columns", "first_layer"});
  EXPECT_THROW(MakeDynamicStripes({"no/such/file.json", {}}), Error);
  EXPECT_NO_THROW(
      MakeDynamicStripes({AQUA_SOURCE_DIR "/aqua/accel/dynamic_stripes/dynamic_stripes.json", {}}));
}

}  // namespace
}  // namespace aqua::accel

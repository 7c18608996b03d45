#include "aqua/accel/lanes/pallets.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "aqua/accel/lanes/testing/plain_steps.h"
#include "aqua/accel/lanes/testing/random_layer.h"
#include "aqua/accel/published_networks.h"
#include "aqua/core/error.h"

namespace aqua::accel {
namespace {

constexpr int64_t kLanes = 16;

// Any rule will do that tells bricks apart and depends on nothing but their values.
int64_t PlainLength(const LaneValues& values) {
  int64_t sum = 0;
  for (const int32_t value : values) sum += std::abs(value);
  return 1 + sum % 13;
}

int Length(std::span<const uint16_t> brick, int64_t /*unit_bits*/) {
  return static_cast<int>(PlainLength({brick.begin(), brick.end()}));
}

LaneLayer Layer(const layers::Workload& work, int64_t columns, FirstLayer first_layer) {
  return MakeLaneLayer({kLanes, columns, 16, 16, 16}, first_layer, work);
}

BrickMap Lengths(const LaneLayer& layer, const LayerInput& input) {
  return MakeBrickMap(layer, kLanes, ReadMagnitudes(layer, input), Length);
}

// Every column works as long as the slowest of its group.
int64_t PlainColumnCycles(const std::vector<PlainStep>& steps, size_t group_columns) {
  int64_t cycles = 0;
  for (const PlainStep& step : steps) {
    for (size_t column = 0; column < step.columns.size(); ++column) {
      int64_t slowest = 0;
      for (size_t other = 0; other < step.columns.size(); ++other) {
        if (other / group_columns != column / group_columns) continue;
        slowest = std::max(slowest, PlainLength(step.columns[other]));
      }
      cycles += slowest;
    }
  }
  return cycles;
}

TEST(Pallets, RandomConvolutionsTakeWhatThePlainLoopsSay) {
  for (uint32_t seed = 0; seed < 60; ++seed) {
    const auto [work, input] = RandomConvolution(seed);
    const bool folds = seed % 5 != 0 && PlainCanFold(work);
    const int64_t columns = seed % 4 == 0 ? 5 : 16;
    const int64_t group_columns = 1 + seed % columns;
    const LaneLayer layer =
        Layer(work, columns, seed % 5 != 0 ? FirstLayer::kFolded : FirstLayer::kPlain);
    ASSERT_EQ(layer.is_folded, folds) << seed;
    const std::vector<PlainStep> steps = PlainSteps(work, input, folds, columns);
    const PalletSums sums = SumPallets(layer, Lengths(layer, input), group_columns);
    EXPECT_EQ(layer.steps, static_cast<int64_t>(steps.size())) << seed;
    EXPECT_EQ(sums.cycles, PlainPalletCycles(steps, PlainLength)) << seed;
    EXPECT_EQ(sums.column_cycles, PlainColumnCycles(steps, static_cast<size_t>(group_columns)))
        << seed;
  }
}

TEST(Pallets, SomeRandomConvolutionsFold) {
  int folded = 0;
  for (uint32_t seed = 0; seed < 60; ++seed) folded += PlainCanFold(RandomConvolution(seed).work);
  EXPECT_GT(folded, 4);
}

TEST(DenseSteps, RandomLayersTakeWhatTheClockSays) {
  for (uint32_t seed = 0; seed < 60; ++seed) {
    auto [work, input] = RandomDense(seed);
    work.output_height = 1;
    input = RandomInput(work, input.is_signed, seed);
    for (const int64_t columns : {1, 3, 16}) {
      const LaneLayer layer = Layer(work, columns, FirstLayer::kFolded);
      const std::vector<PlainStep> steps = PlainSteps(work, input, false);
      EXPECT_EQ(layer.steps, static_cast<int64_t>(steps.size())) << seed;
      EXPECT_EQ(SumDense(layer, Lengths(layer, input)).cycles,
                PlainDenseCycles(steps, columns, PlainLength))
          << seed << ", " << columns << " columns";
    }
  }
}

TEST(DenseSteps, PositionsComeOneAfterTheOther) {
  layers::Workload work = published::Dense("dense", 100, 300);
  work.output_height = 3;
  const LayerInput input = RandomInput(work, false, 7);
  std::vector<PlainStep> steps;
  for (size_t position = 0; position < 3; ++position) {
    layers::Workload one = work;
    one.output_height = 1;
    LayerInput row = input;
    row.height = 1;
    row.values.assign(input.values.begin() + static_cast<int64_t>(position) * 100,
                      input.values.begin() + static_cast<int64_t>(position + 1) * 100);
    for (const PlainStep& step : PlainSteps(one, row, false)) steps.push_back(step);
  }
  const LaneLayer layer = Layer(work, 16, FirstLayer::kFolded);
  EXPECT_EQ(SumDense(layer, Lengths(layer, input)).cycles,
            PlainDenseCycles(steps, 16, PlainLength));
}

TEST(DenseSteps, MoreStepsThanAnyoneCanFollowAreRefused) {
  const layers::Workload work = published::Dense("dense", 1, int64_t{1} << 50);
  const LaneLayer layer = Layer(work, 16, FirstLayer::kFolded);
  EXPECT_THROW(SumDense(layer, Lengths(layer, RandomInput(work, false, 1))), Error);
}

TEST(NeededBits, AreThoseOfTheLargestMagnitudeAndOneForTheSign) {
  const std::vector<uint16_t> brick = {0, 5, 16, 3};
  EXPECT_EQ(NeededBits(brick, false, 16), 5);
  EXPECT_EQ(NeededBits(brick, true, 16), 6);
  EXPECT_EQ(NeededBits(brick, true, 5), 5);
  const std::vector<uint16_t> zeros = {0, 0};
  EXPECT_EQ(NeededBits(zeros, false, 16), 1);
  EXPECT_EQ(NeededBits(zeros, true, 16), 1);
}

}  // namespace
}  // namespace aqua::accel

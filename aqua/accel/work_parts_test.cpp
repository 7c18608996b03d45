#include "aqua/accel/work_parts.h"

#include <gtest/gtest.h>

#include "aqua/accel/presented_bits.h"
#include "aqua/accel/published_networks.h"
#include "aqua/core/error.h"

namespace aqua::accel {
namespace {

using layers::Workload;
using published::Convolution;
using Pairs = std::vector<std::pair<int64_t, int>>;

// 8 x 8 positions.
Workload With(std::vector<layers::LowBitPositions> low_bits, int activation_bits = 8) {
  Workload work = Convolution("conv", 1, 3, 4, 4, 8, {16, activation_bits});
  work.low_bits = std::move(low_bits);
  return work;
}

Pairs Parts(const Workload& work) {
  Pairs pairs;
  for (const WorkPart& part : PartsOf(work)) {
    pairs.emplace_back(part.positions, part.activation_bits);
  }
  return pairs;
}

TEST(WorkParts, AreAllPositionsMostBitsFirst) {
  EXPECT_EQ(Parts(With({})), (Pairs{{64, 8}}));
  EXPECT_EQ(Parts(With({{20, 2}, {30, 5}})), (Pairs{{14, 8}, {30, 5}, {20, 2}}));
  EXPECT_EQ(Parts(With({{64, 2}})), (Pairs{{64, 2}}));
  EXPECT_EQ(Parts(With({{0, 2}, {10, 3}, {10, 3}})), (Pairs{{44, 8}, {20, 3}}));
  Workload none = With({});
  none.output_height = 0;
  EXPECT_EQ(Parts(none), Pairs{});
}

TEST(WorkParts, NoFewerBitsThanTheLayerHasAreTheLayers) {
  EXPECT_EQ(Parts(With({{20, 8}, {10, 11}, {4, 3}})), (Pairs{{60, 8}, {4, 3}}));
}

TEST(WorkParts, WhatCannotBeIsRefused) {
  for (const auto& low : std::vector<std::vector<layers::LowBitPositions>>{
           {{65, 4}}, {{-1, 4}}, {{40, 4}, {25, 5}}, {{40, 8}, {25, 8}}, {{1, 0}}, {{1, 17}}}) {
    EXPECT_THROW(PartsOf(With(low)), Error);
  }
}

TEST(WorkParts, TimeStepsAddUp) {
  EXPECT_EQ(TimeSteps(With({})), 64 * 8);
  EXPECT_EQ(TimeSteps(With({{20, 2}, {30, 5}})), 14 * 8 + 30 * 5 + 20 * 2);
}

TEST(WorkParts, SetsBeginWithTheirWidest) {
  const std::vector<WorkPart> parts = {{5, 8}, {3, 4}, {9, 2}};
  EXPECT_EQ(SetsOf(parts, 1), (std::vector<int64_t>{5, 3, 9}));
  // 5 8 8 8 8 | 8 4 4 4 2 ...
  EXPECT_EQ(SetsOf(parts, 4), (std::vector<int64_t>{2, 0, 3}));
  EXPECT_EQ(SetsOf(parts, 100), (std::vector<int64_t>{1, 0, 0}));
}

TEST(PresentedBits, LowBitPositionsPresentTheirShiftedBitsAlone) {
  // Four positions in a row of one cell each, signed; the first and last of 3 bits, shifted by 2.
  Workload work = Convolution("conv", 1, 1, 1, 1, 1, {16, 6});
  work.output_width = 4;
  work.low_bits = {{2, 3}};
  const LayerInput input{1, 1, 4, true, {-4, -1, 5, 12}, {{3, 2, {0, 3}}}};
  // -1 in three bits, -1 in six, 5 in six, 3 in three.
  EXPECT_EQ(CountPresentedOnes(work, input), 3 + 6 + 2 + 2);
  const PresentedBits bits = CountPresentedBits(work, input);
  EXPECT_EQ(bits.ones_by_bit, (std::vector<int64_t>{4, 3, 3, 1, 1, 1}));
  EXPECT_EQ(bits.activations, 4);
  EXPECT_EQ(bits.nonzero, 4);
  EXPECT_EQ(bits.bits, 2 * 6 + 2 * 3);
}

TEST(PresentedBits, LowBitReadsThatAreNotTheWorksAreABug) {
  Workload work = With({{2, 3}});
  LayerInput input{4, 10, 10, false, std::vector<int32_t>(400, 0), {}};
  EXPECT_THROW(CountPresentedOnes(work, input), InternalError);
  input.low_bits = {{3, 2, {0}}};
  EXPECT_THROW(CountPresentedOnes(work, input), InternalError);
  input.low_bits = {{3, 2, {0, 64}}};
  EXPECT_THROW(CountPresentedOnes(work, input), InternalError);
  input.low_bits = {{3, 2, {0, 63}}};
  EXPECT_NO_THROW(CountPresentedOnes(work, input));
}

}  // namespace
}  // namespace aqua::accel

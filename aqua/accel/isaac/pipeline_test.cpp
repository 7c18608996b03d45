#include "aqua/accel/isaac/pipeline.h"

#include <gtest/gtest.h>

#include "aqua/accel/published_networks.h"
#include "aqua/core/error.h"

namespace aqua::accel {
namespace {

using layers::Workloads;
using published::Convolution;
using published::Dense;

Timing Time(const Workloads& layers, const std::vector<int64_t>& cycles) {
  return PipelineTiming(BuiltInIsaac(), layers, cycles);
}

TEST(Pipeline, OneWindowTakesThe22CyclesOfTheFigure) {
  EXPECT_DOUBLE_EQ(Time({Dense("fc", 10, 10)}, {16}).latency_ns, 2200);
  EXPECT_DOUBLE_EQ(Time({Dense("fc", 10, 10)}, {16}).interval_ns, 1600);
}

TEST(Pipeline, ADenseLayerWaitsForAllOfItsInput) {
  // 64 positions of 16 cycles, then 6; then 16 and 6.
  const Workloads layers = {Convolution("conv", 1, 3, 3, 8, 8), Dense("fc", 512, 10)};
  EXPECT_DOUBLE_EQ(Time(layers, {1024, 16}).latency_ns, 100 * (1024 + 6 + 16 + 6));
}

TEST(Pipeline, AConvolutionStartsWithItsFirstWindow) {
  // The second layer's map is 10 x 10 with padding: its first window is whole after 2 rows and 3
  // cells, 23 of 100 cells of the first one's 1024 cycles.
  const Workloads layers = {Convolution("a", 1, 3, 3, 8, 8), Convolution("b", 1, 3, 8, 8, 8)};
  EXPECT_DOUBLE_EQ(FirstWindowShare(layers[1]), 0.23);
  EXPECT_DOUBLE_EQ(Time(layers, {1024, 1024}).latency_ns, 100 * (0.23 * 1024 + 6 + 1024 + 6));
}

TEST(Pipeline, AQuickLayerCannotEndBeforeItsInputs) {
  // One window, 16 cycles, after the last of the first layer's outputs.
  const Workloads layers = {Convolution("a", 1, 3, 3, 8, 8), Convolution("b", 1, 3, 8, 8, 8)};
  EXPECT_DOUBLE_EQ(Time(layers, {1024, 64}).latency_ns, 100 * (1024 + 6 + 16 + 6));
}

TEST(Pipeline, TheSlowestStageSetsTheInterval) {
  const Workloads layers = {Convolution("a", 1, 3, 3, 8, 8), Convolution("b", 1, 3, 8, 8, 8),
                            Dense("fc", 512, 10)};
  const Timing timing = Time(layers, {512, 1024, 16});
  EXPECT_DOUBLE_EQ(timing.interval_ns, 102400);
  EXPECT_GE(timing.latency_ns, timing.interval_ns);
}

TEST(Pipeline, LayersThatAreNoStagesTakeNoTime) {
  const Workloads layers = {published::Uncounted("pad"), Dense("fc", 10, 10),
                            published::Uncounted("softmax")};
  EXPECT_DOUBLE_EQ(Time(layers, {0, 16, 0}).latency_ns, 2200);
  EXPECT_EQ(Time({}, {}).latency_ns, 0);
  EXPECT_EQ(Time({published::Uncounted("pool")}, {0}).interval_ns, 0);
}

TEST(Pipeline, SharedAdcsLengthenAWindow) {
  const Workloads layers = {Dense("fc", 10, 10)};
  const std::vector<int64_t> cycles = {16 * 128};
  const Timing timing = PipelineTiming(BuiltInIsaac(IsaacDesign::kSe), layers, cycles);
  EXPECT_DOUBLE_EQ(timing.latency_ns, 100 * (16 * 128 + 6));
}

TEST(Pipeline, LatencyLiesBetweenTheSlowestStageAndAllOfThemInTurn) {
  const Workloads vgg = published::Vgg16Convolutions();
  std::vector<int64_t> cycles;
  double in_turn = 0;
  for (const layers::Workload& work : vgg) {
    cycles.push_back(work.positions() * 16);
    in_turn += 100.0 * static_cast<double>(cycles.back() + 6);
  }
  const Timing timing = Time(vgg, cycles);
  EXPECT_GT(timing.latency_ns, timing.interval_ns);
  EXPECT_LT(timing.latency_ns, in_turn);
}

TEST(Pipeline, BuffersHoldRowsAndNotMaps) {
  // Rule by hand: (224 * 2 + 3) * 3, (112 * 6 + 7) * 96, (112 * 2 + 3) * 64 bytes. The paper's
  // table shows whole rows, Nx * Ky * Nif: 2016, 75264 and 21504.
  EXPECT_EQ(PipelineBufferBytes(224, 3, 3, 3), 1353);
  EXPECT_EQ(PipelineBufferBytes(112, 7, 7, 96), 65184);
  EXPECT_EQ(PipelineBufferBytes(112, 3, 3, 64), 14528);
  EXPECT_LT(PipelineBufferBytes(224, 3, 3, 3), 224 * 3 * 3);
  EXPECT_EQ(PipelineBufferBytes(224, 1, 1, 3), 3);
  EXPECT_THROW(PipelineBufferBytes(int64_t{1} << 40, 3, 3, int64_t{1} << 40), Error);
}

}  // namespace
}  // namespace aqua::accel

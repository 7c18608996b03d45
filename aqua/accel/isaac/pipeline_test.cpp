#include "aqua/accel/isaac/pipeline.h"

#include <gtest/gtest.h>

#include <random>

#include "aqua/accel/isaac/isaac.h"
#include "aqua/accel/published_networks.h"

namespace aqua::accel {
namespace {

using layers::Workloads;
using published::Convolution;
using published::Dense;

Timing Time(const Workloads& layers, const std::vector<int64_t>& cycles) {
  return PipelineTiming(BuiltInIsaac(), layers, cycles, FirstWindowShares(layers));
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
  const Timing timing =
      PipelineTiming(BuiltInIsaac(IsaacDesign::kSe), layers, cycles, FirstWindowShares(layers));
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

// Each map shrinks by an amount of its own, as crops rounded at every layer do.
Workloads Shrunk(Workloads network, std::mt19937& random) {
  for (layers::Workload& work : network) {
    if (work.kind != layers::WorkKind::kConvolution) continue;
    work.output_height = std::max<int64_t>(work.output_height - random() % 3, 1);
    work.output_width = std::max<int64_t>(work.output_width - random() % 3, 1);
  }
  return network;
}

void ExpectNeverLaterAsMapsShrink(const std::map<std::string, std::string>& settings) {
  const Isaac isaac(BuiltInIsaac(), ParseIsaacSettings(settings));
  const Workloads whole = published::TorchvisionAlexNet();
  const Mapping mapping = isaac.Map(whole);
  for (uint32_t seed = 0; seed < 40; ++seed) {
    std::mt19937 random(seed);
    Workloads before = whole;
    for (int step = 0; step < 60; ++step) {
      const Workloads after = Shrunk(before, random);
      const auto latency = [&](const Workloads& layers) {
        const ImageWork image(layers);
        return isaac.Time(mapping, image, isaac.Count(mapping, image)).latency_ns;
      };
      ASSERT_LE(latency(after), latency(before) * (1 + 1e-12)) << seed << ", step " << step;
      before = after;
    }
  }
}

TEST(Pipeline, AlexNetIsNeverLaterAsItsMapsShrink) { ExpectNeverLaterAsMapsShrink({}); }

TEST(Pipeline, AReplicatedAlexNetIsNeverLaterEither) {
  ExpectNeverLaterAsMapsShrink({{"replication", "balanced"}});
}

TEST(Pipeline, ALayerWithoutPositionsNeedsAllOfNothing) {
  layers::Workload none = Convolution("none", 1, 3, 3, 8, 8);
  none.output_height = 0;
  const Workloads network = {none, published::Uncounted("pool")};
  EXPECT_EQ(FirstWindowShares(network), std::vector<double>({1, 1}));
}

}  // namespace
}  // namespace aqua::accel

// What holds for every accelerator in the catalog in time, area, and the values of an image.
#include <cmath>

#include "tests/contract/accelerator_contract.h"

namespace aqua::contract {
namespace {

using EveryAcceleratorInDepth = AcceleratorContract;
using accel::published::Bits;
using cost::Estimate;
using cost::Estimator;
using layers::Workloads;

TEST_P(EveryAcceleratorInDepth, AnImageTakesNoShorterThanItsSlowestLayer) {
  const Estimate estimate = For(MixedNetwork({9, 7}));
  double slowest_ns = 0;
  for (const cost::LayerEstimate& layer : estimate.layers) {
    slowest_ns = std::max(slowest_ns, layer.busy_ns);
  }
  EXPECT_GE(estimate.timing.interval_ns, slowest_ns);
  EXPECT_GE(estimate.timing.latency_ns, estimate.timing.interval_ns);
  EXPECT_TRUE(std::isfinite(estimate.timing.latency_ns));
}

TEST_P(EveryAcceleratorInDepth, FewerPositionsNeverTakeLonger) {
  const Workloads network = MixedNetwork();
  const Estimator estimator(*accelerator_, network);
  accel::Timing before{};
  for (int64_t height = 1; height <= 32; ++height) {
    const Workloads image = WithHeight(network, height);
    const accel::Timing timing = estimator.ForImage(accel::ImageWork(image)).timing;
    EXPECT_LE(before.latency_ns, timing.latency_ns) << height;
    EXPECT_LE(before.interval_ns, timing.interval_ns) << height;
    before = timing;
  }
}

TEST_P(EveryAcceleratorInDepth, AreasArePositiveAndHaveSources) {
  const Estimate estimate = For(MixedNetwork());
  double sum_mm2 = 0;
  for (const accel::ComponentArea& part : estimate.area) {
    EXPECT_GT(part.area_mm2, 0) << part.component;
    EXPECT_FALSE(part.source.empty()) << part.component;
    sum_mm2 += part.area_mm2;
  }
  EXPECT_DOUBLE_EQ(sum_mm2, estimate.area_mm2);
}

TEST_P(EveryAcceleratorInDepth, KnownValuesNeverCostMoreThanTheWorst) {
  for (const Bits bits : {Bits{16, 16}, Bits{10, 7}, Bits{4, 1}}) {
    const Workloads network = MixedNetwork(bits);
    const std::vector<accel::LayerInput> inputs = InputsFor(network, 1);
    const Estimator estimator(*accelerator_, network);
    const Estimate worst = estimator.ForImage(accel::ImageWork(network));
    const Estimate found = estimator.ForImage(accel::ImageWork(network, inputs));
    EXPECT_TRUE(found.from_values);
    EXPECT_LE(found.total.value_energy_pj, worst.total.energy_pj * (1 + 1e-12));
    EXPECT_LE(found.timing.latency_ns, worst.timing.latency_ns);
    for (size_t layer = 0; layer < network.size(); ++layer) {
      EXPECT_LE(found.layers[layer].busy_ns, worst.layers[layer].busy_ns);
      ExpectSameEnergy(Sum(found.layers[layer].tally.value_breakdown_pj),
                       found.layers[layer].tally.value_energy_pj);
    }
  }
}

TEST_P(EveryAcceleratorInDepth, SaysWhatItAssumesOfValuesItDoesNotKnow) {
  const Workloads network = MixedNetwork({16, 8});
  const std::vector<accel::LayerInput> inputs = InputsFor(network, 3);
  const Estimator estimator(*accelerator_, network);
  const Estimate assumed = estimator.ForImage(accel::ImageWork(network));
  const Estimate known = estimator.ForImage(accel::ImageWork(network, inputs));
  const bool depends = known.total.value_energy_pj != assumed.total.energy_pj ||
                       known.timing.latency_ns != assumed.timing.latency_ns;
  EXPECT_EQ(!accelerator_->ValueAssumption().empty(), depends);
  EXPECT_EQ(assumed.notes.size(), known.notes.size() + (depends ? 1 : 0));
  EXPECT_EQ(known.total.energy_pj, assumed.total.energy_pj) << "never depends on values";
}

TEST_P(EveryAcceleratorInDepth, ZerosNeverCostMoreThanOtherValues) {
  const Workloads network = MixedNetwork({16, 8});
  const std::vector<accel::LayerInput> inputs = InputsFor(network, 2);
  std::vector<accel::LayerInput> zeros = inputs;
  for (accel::LayerInput& input : zeros) std::fill(input.values.begin(), input.values.end(), 0);
  const Estimator estimator(*accelerator_, network);
  const Estimate full = estimator.ForImage(accel::ImageWork(network, inputs));
  const Estimate empty = estimator.ForImage(accel::ImageWork(network, zeros));
  EXPECT_LE(empty.total.value_energy_pj, full.total.value_energy_pj);
  EXPECT_LE(empty.timing.latency_ns, full.timing.latency_ns);
}

INSTANTIATE_TEST_SUITE_P(Catalog, EveryAcceleratorInDepth, ::testing::ValuesIn(AllNames()),
                         [](const ::testing::TestParamInfo<std::string>& test) {
                           return test.param;
                         });

}  // namespace
}  // namespace aqua::contract

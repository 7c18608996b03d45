#include "aqua/cost/cost.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "aqua/accel/catalog.h"
#include "aqua/accel/published_networks.h"

namespace aqua::cost {
namespace {

using accel::published::Convolution;
using accel::published::Dense;
using accel::published::Uncounted;
using layers::WorkKind;
using layers::Workloads;

Workloads SmallNetwork() {
  return {Convolution("conv", 1, 3, 3, 16, 8), Uncounted("pool"), Dense("fc", 256, 10)};
}

// What the hand-worked figures below price: the components of an IMA.
const accel::Accelerator& Isaac() {
  static const accel::AcceleratorPtr isaac =
      accel::MakeAccelerator("isaac", {{}, {{"level", "ima"}}});
  return *isaac;
}

size_t IndexOf(const std::vector<std::string>& names, const std::string& name) {
  const auto found = std::find(names.begin(), names.end(), name);
  EXPECT_NE(found, names.end()) << name;
  return static_cast<size_t>(found - names.begin());
}

TEST(Estimate, NamesEveryWorkloadInOrder) {
  const Estimate estimate = EstimateNetwork(Isaac(), SmallNetwork());
  EXPECT_EQ(estimate.accelerator, "isaac");
  ASSERT_EQ(estimate.layers.size(), 3u);
  EXPECT_EQ(estimate.layers[0].name, "conv");
  EXPECT_EQ(estimate.layers[1].kind, WorkKind::kUncounted);
  EXPECT_EQ(estimate.layers[2].kind, WorkKind::kDense);
}

TEST(Estimate, UncountedLayersCostNothing) {
  const LayerEstimate pool = EstimateNetwork(Isaac(), SmallNetwork()).layers[1];
  EXPECT_EQ(pool.tally.macs, 0);
  EXPECT_EQ(pool.tally.energy_pj, 0);
  EXPECT_EQ(pool.busy_ns, 0);
}

TEST(Estimate, CountsAndEnergyOfOneLayerByHand) {
  // 27 rows and 128 columns: one full-width array, 64 positions, 16 steps.
  const Estimate estimate = EstimateNetwork(Isaac(), SmallNetwork());
  const Tally& conv = estimate.layers[0].tally;
  EXPECT_EQ(conv.macs, 27 * 16 * 64);
  EXPECT_EQ(conv.resources[IndexOf(estimate.resource_names, "crossbars")], 1);
  EXPECT_EQ(conv.events[IndexOf(estimate.event_names, "array_reads")], 1024);
  EXPECT_EQ(conv.events[IndexOf(estimate.event_names, "adc_conversions")], 131072);
  EXPECT_DOUBLE_EQ(conv.breakdown_pj[IndexOf(estimate.component_names, "adc")], 204800);
  EXPECT_DOUBLE_EQ(conv.breakdown_pj[IndexOf(estimate.component_names, "dac")], 51200);
  EXPECT_DOUBLE_EQ(conv.energy_pj, 1024 * 301.0);
  EXPECT_DOUBLE_EQ(estimate.layers[0].busy_ns, 102400);
}

TEST(Estimate, KeepsConvolutionAndDenseApart) {
  const Estimate estimate = EstimateNetwork(Isaac(), SmallNetwork());
  EXPECT_EQ(estimate.convolution.macs, 27 * 16 * 64);
  EXPECT_EQ(estimate.dense.macs, 2560);
  EXPECT_EQ(estimate.total.macs, estimate.convolution.macs + estimate.dense.macs);
  EXPECT_DOUBLE_EQ(estimate.total.energy_pj,
                   estimate.convolution.energy_pj + estimate.dense.energy_pj);
}

TEST(Estimator, PricesAnImageWithFewerPositions) {
  const Workloads network = SmallNetwork();
  Workloads image = network;
  image[0].output_height = 4;
  const Estimator estimator(Isaac(), network);
  const Estimate whole = estimator.ForImage(accel::ImageWork(network));
  const Estimate cropped = estimator.ForImage(accel::ImageWork(image));
  EXPECT_DOUBLE_EQ(cropped.convolution.energy_pj, whole.convolution.energy_pj / 2);
  EXPECT_DOUBLE_EQ(cropped.dense.energy_pj, whole.dense.energy_pj);
  EXPECT_EQ(cropped.total.resources, whole.total.resources);
}

TEST(Estimator, TheShortWayGivesTheSameEnergy) {
  const Workloads network = accel::published::AlexNetConvolutions({10, 9});
  const Estimator estimator(Isaac(), network);
  EXPECT_DOUBLE_EQ(estimator.EnergyPj(network),
                   estimator.ForImage(accel::ImageWork(network)).total.energy_pj);
}

TEST(Estimator, AnEmptyNetworkCostsNothing) {
  const Estimate estimate = EstimateNetwork(Isaac(), {});
  EXPECT_TRUE(estimate.layers.empty());
  EXPECT_EQ(estimate.total.energy_pj, 0);
}

}  // namespace
}  // namespace aqua::cost

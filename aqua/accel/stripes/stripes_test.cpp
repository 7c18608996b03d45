#include "aqua/accel/stripes/stripes.h"

#include <gtest/gtest.h>

#include <array>

#include "aqua/accel/bit_parallel/bit_parallel.h"
#include "aqua/accel/lanes/testing/count_one.h"
#include "aqua/accel/published_networks.h"
#include "aqua/core/error.h"

namespace aqua::accel {
namespace {

using layers::Workload;
using published::Convolution;
using published::Dense;

const Accelerator& BuiltIn() {
  static const AcceleratorPtr made = MakeStripes({});
  return *made;
}

int64_t Cycles(const Workload& work, const LayerInput* input = nullptr) {
  return CountOne(BuiltIn(), "compute_cycles", work, input);
}

layers::Workloads ProfiledAlexNet() {
  const std::array<int, 8> bits = {8, 7, 5, 6, 6, 5, 5, 4};
  layers::Workloads alexnet = published::TorchvisionAlexNet();
  for (size_t layer = 0; layer < alexnet.size(); ++layer) {
    alexnet[layer].activation_bits = bits[layer];
  }
  return alexnet;
}

TEST(Stripes, AlexNetTakesTheCyclesOfDnnsim) {
  const std::vector<int64_t> published = {41040, 32200, 11880, 14256, 9504, 9220, 4100, 1027};
  const layers::Workloads alexnet = ProfiledAlexNet();
  int64_t total = 0;
  for (size_t layer = 0; layer < published.size(); ++layer) {
    EXPECT_EQ(Cycles(alexnet[layer]), published[layer]) << alexnet[layer].layer;
    total += Cycles(alexnet[layer]);
  }
  EXPECT_EQ(total, 123227);
}

TEST(Stripes, AlexNetsConvolutionsGainTheFactorOfDnnsim) {
  const AcceleratorPtr bit_parallel = MakeBitParallel({});
  double serial = 0;
  double parallel = 0;
  for (const Workload& work : ProfiledAlexNet()) {
    if (work.kind != layers::WorkKind::kConvolution) continue;
    serial += static_cast<double>(Cycles(work));
    parallel += static_cast<double>(CountOne(*bit_parallel, "compute_cycles", work));
  }
  EXPECT_EQ(fmt::format("{:.2f}", parallel / serial), "2.31");
}

TEST(Stripes, TheThirdLayerOfTheFirstAlexNetTakesTheCyclesOfDnnsim) {
  EXPECT_EQ(Cycles(published::AlexNetConvolutions({16, 5})[2]), 15840);
}

TEST(Stripes, SixteenBitsInWholePalletsKeepPaceWithBitParallel) {
  const AcceleratorPtr bit_parallel = MakeBitParallel({});
  for (const Workload& work : published::Vgg16Convolutions()) {
    if (work.positions() % 16 != 0) continue;
    EXPECT_EQ(Cycles(work), CountOne(*bit_parallel, "compute_cycles", work)) << work.layer;
  }
}

TEST(Stripes, TimeIsInProportionToTheBits) {
  for (int bits = 1; bits <= 16; ++bits) {
    EXPECT_EQ(Cycles(Convolution("conv", 4, 3, 24, 33, 32, {16, bits})), 4 * 64 * 9 * 2 * bits);
  }
}

TEST(Stripes, ADenseLayerGainsNothing) {
  for (int bits = 1; bits <= 16; ++bits) {
    EXPECT_EQ(Cycles(Dense("fc7", 4096, 4096, {16, bits})), 4096 + bits - 1);
  }
}

TEST(Stripes, PositionsOfFewBitsFillPalletsOfTheirOwn) {
  // 1024 positions: 64 pallets, 4 groups of 9 taps and 2 bricks. 20 of them at 4 bits: the last of
  // the centre's 1004 begin a pallet of 12 and take 4 along, the other 16 fill one.
  Workload work = Convolution("conv", 4, 3, 24, 33, 32, {16, 9});
  work.low_bits = {{20, 4}};
  EXPECT_EQ(Cycles(work), 4 * 9 * 2 * (63 * 9 + 1 * 4));
  // 500 at 4 bits, 300 at 6: 224 begin 14 pallets of 9 bits, 300 begin 19 of 6 (18.75), 31 are
  // left.
  work.low_bits = {{500, 4}, {300, 6}};
  EXPECT_EQ(Cycles(work), 4 * 9 * 2 * (14 * 9 + 19 * 6 + 31 * 4));
}

TEST(Stripes, ValuesDoNotMatter) {
  const Workload work = Convolution("conv", 1, 3, 16, 16, 4, {16, 7});
  const LayerInput zeros = Filled(work, 0);
  EXPECT_EQ(Cycles(work, &zeros), Cycles(work));
}

TEST(Stripes, DrawsThePowerOfItsPublishedGains) {
  // 1.92 times as fast at 1.57 times the efficiency: 1.223 times the power.
  double cycle_pj = 0;
  for (const EnergyPrice& price : BuiltIn().Prices()) cycle_pj += price.energy_pj;
  EXPECT_NEAR(cycle_pj, 9713 * 1000 / 606.0 * 1.223, 2);
}

TEST(Stripes, IsAThirdLargerOnTheChip) {
  double area_mm2 = 0;
  for (const ComponentArea& part : BuiltIn().Area(BuiltIn().Map({}))) area_mm2 += part.area_mm2;
  EXPECT_NEAR(area_mm2, 1.32 * (33.22 + 16.22 + 15.7) + 22.88, 1e-9);
}

TEST(Stripes, SettingsAndFilesAreChecked) {
  ExpectRefused(MakeStripes, "serial_bits", "2", {"stripes", "serial_bits", "first_layer"});
  EXPECT_THROW(MakeStripes({"no/such/file.json", {}}), Error);
  EXPECT_NO_THROW(MakeStripes({AQUA_SOURCE_DIR "/aqua/accel/stripes/stripes.json", {}}));
}

}  // namespace
}  // namespace aqua::accel

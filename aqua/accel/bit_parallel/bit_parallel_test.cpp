#include "aqua/accel/bit_parallel/bit_parallel.h"

#include <gtest/gtest.h>

#include <numeric>

#include "aqua/accel/bit_parallel/bit_parallel_chip.h"
#include "aqua/accel/lanes/testing/count_one.h"
#include "aqua/accel/published_networks.h"
#include "aqua/core/error.h"

namespace aqua::accel {
namespace {

using layers::Workload;
using published::Convolution;

const Accelerator& BuiltIn() {
  static const AcceleratorPtr made = MakeBitParallel({});
  return *made;
}

int64_t Cycles(const Workload& work, const LayerInput* input = nullptr) {
  return CountOne(BuiltIn(), "compute_cycles", work, input);
}

TEST(BitParallel, AlexNetTakesTheCyclesOfDnnsim) {
  const std::vector<int64_t> published = {81675, 72900, 36504, 36504, 24336, 9216, 4096, 1024};
  const layers::Workloads alexnet = published::TorchvisionAlexNet();
  ASSERT_EQ(alexnet.size(), published.size());
  int64_t total = 0;
  for (size_t layer = 0; layer < published.size(); ++layer) {
    EXPECT_EQ(Cycles(alexnet[layer]), published[layer]) << alexnet[layer].layer;
    total += Cycles(alexnet[layer]);
  }
  EXPECT_EQ(total, 266255);
}

TEST(BitParallel, BitsAndValuesDoNotMatter) {
  for (int bits = 1; bits <= 16; ++bits) {
    const Workload work = Convolution("conv", 1, 3, 40, 64, 7, {bits, 17 - bits});
    const LayerInput zeros = Filled(work, 0);
    EXPECT_EQ(Cycles(work), 49 * 9 * 3);
    EXPECT_EQ(Cycles(work, &zeros), 49 * 9 * 3);
  }
}

TEST(BitParallel, ACycleCostsThePowerOfTableOne) {
  // 9.713 W on the chip for 1000 / 606 ns; the link adds 10.4 W.
  double cycle_pj = 0;
  for (const EnergyPrice& price : BuiltIn().Prices()) cycle_pj += price.energy_pj;
  EXPECT_NEAR(cycle_pj, 9713 * 1000 / 606.0, 1e-6);
  cycle_pj = 0;
  const AcceleratorPtr fixed = MakeBitParallel({{}, {{"fixed_power", "on"}}});
  for (const EnergyPrice& price : fixed->Prices()) cycle_pj += price.energy_pj;
  EXPECT_NEAR(cycle_pj, 20113 * 1000 / 606.0, 1e-6);
}

TEST(BitParallel, TheChipIs88SquareMillimetres) {
  double area_mm2 = 0;
  for (const ComponentArea& part : BuiltIn().Area(BuiltIn().Map({}))) area_mm2 += part.area_mm2;
  EXPECT_NEAR(area_mm2, 88.02, 1e-9);
}

TEST(BitParallelChip, MeetsThePublishedDensityAndMissesTheEfficiencyByThreePercent) {
  const BitParallelChip chip = ReadBitParallelChip();
  EXPECT_NEAR(chip.peak_gops, 5584.9, 0.1);
  EXPECT_NEAR(chip.power_w, 20.1, 0.05);
  EXPECT_NEAR(chip.GopsPerMm2(), 63.46, 0.02);
  EXPECT_NEAR(chip.GopsPerW(), 277.7, 0.1);
  EXPECT_NEAR(chip.GopsPerW() / 286.4, 0.97, 0.001);
}

TEST(BitParallel, TheShippedFileIsTheBuiltInOne) {
  const char* file = AQUA_SOURCE_DIR "/aqua/accel/bit_parallel/bit_parallel.json";
  EXPECT_EQ(ReadBitParallelChip(file).power_w, ReadBitParallelChip().power_w);
  EXPECT_THROW(MakeBitParallel({"no/such/file.json", {}}), Error);
}

TEST(BitParallel, SettingsAreChecked) {
  ExpectRefused(MakeBitParallel, "group_columns", "4",
                {"bit_parallel", "group_columns", "first_layer", "fixed_power"});
  ExpectRefused(MakeBitParallel, "first_layer", "flat", {"flat", "folded", "plain"});
  ExpectRefused(MakeBitParallel, "fixed_power", "1", {"off", "on"});
  const AcceleratorPtr plain = MakeBitParallel({{}, {{"first_layer", "plain"}}});
  EXPECT_EQ(CountOne(*plain, "compute_cycles", published::TorchvisionAlexNet()[0]), 3025 * 121);
}

}  // namespace
}  // namespace aqua::accel

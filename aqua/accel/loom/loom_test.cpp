#include "aqua/accel/loom/loom.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "aqua/accel/lanes/testing/count_one.h"
#include "aqua/accel/lanes/testing/plain_steps.h"
#include "aqua/accel/published_networks.h"
#include "aqua/core/error.h"

namespace aqua::accel {
namespace {

using layers::Workload;
using published::Convolution;
using published::Dense;

AcceleratorPtr With(int64_t serial_bits) {
  return MakeLoom({{}, {{"serial_bits", std::to_string(serial_bits)}}});
}

const Accelerator& BuiltIn() {
  static const AcceleratorPtr made = MakeLoom({});
  return *made;
}

int64_t Cycles(const Workload& work, const LayerInput* input = nullptr) {
  return CountOne(BuiltIn(), "compute_cycles", work, input);
}

PlainRule TurnsOf(const LayerWithInput& layer, int64_t serial_bits) {
  return [&layer, serial_bits](const LaneValues& values) {
    int64_t bits = 1;
    for (const int32_t value : values) {
      int64_t needed = layer.input.is_signed ? 1 : 0;
      while (std::abs(value) >> (needed - (layer.input.is_signed ? 1 : 0)) > 0) ++needed;
      bits = std::max(bits, needed);
    }
    bits = std::min<int64_t>(bits, layer.work.activation_bits);
    return (bits + serial_bits - 1) / serial_bits;
  };
}

TEST(Loom, ConvolutionsGainFromBothPrecisions) {
  for (int bits = 1; bits <= 16; ++bits) {
    for (const int weight_bits : {1, 9, 16}) {
      EXPECT_EQ(Cycles(Convolution("conv", 2, 3, 40, 300, 8, {weight_bits, bits})),
                2 * 2 * 4 * 9 * 3 * bits * weight_bits);
    }
  }
}

TEST(Loom, DenseLayersGainFromWeightBitsOnly) {
  for (int bits = 1; bits <= 16; ++bits) {
    for (const int weight_bits : {1, 9, 16}) {
      EXPECT_EQ(Cycles(Dense("fc7", 4096, 4096, {weight_bits, bits})),
                (4096 + bits - 1) * weight_bits);
    }
  }
}

TEST(Loom, RandomConvolutionsTakeWhatThePlainLoopsSay) {
  for (uint32_t seed = 400; seed < 440; ++seed) {
    const LayerWithInput layer = RandomConvolution(seed);
    for (const int64_t serial_bits : {1, 2, 4}) {
      const std::vector<PlainStep> steps =
          PlainSteps(layer.work, layer.input, PlainCanFold(layer.work), 16 / serial_bits);
      EXPECT_EQ(CountOne(*With(serial_bits), "compute_cycles", layer.work, &layer.input),
                PlainPalletCycles(steps, TurnsOf(layer, serial_bits)) * layer.work.weight_bits)
          << seed << ", " << serial_bits;
    }
  }
}

TEST(Loom, RandomDenseLayersTakeWhatTheClockSays) {
  for (uint32_t seed = 400; seed < 440; ++seed) {
    LayerWithInput layer = RandomDense(seed);
    layer.work.output_height = 1;
    layer.input = RandomInput(layer.work, layer.input.is_signed, seed);
    const std::vector<PlainStep> steps = PlainSteps(layer.work, layer.input, false);
    for (const int64_t serial_bits : {1, 2, 4}) {
      EXPECT_EQ(CountOne(*With(serial_bits), "compute_cycles", layer.work, &layer.input),
                PlainDenseCycles(steps, 16 / serial_bits, TurnsOf(layer, serial_bits)) *
                    layer.work.weight_bits)
          << seed << ", " << serial_bits;
    }
  }
}

TEST(Loom, MoreSerialBitsOnlyRoundUp) {
  const Workload odd = Convolution("conv", 1, 1, 16, 16, 4, {8, 7});
  EXPECT_EQ(CountOne(*With(1), "compute_cycles", odd), 7 * 8);
  EXPECT_EQ(CountOne(*With(2), "compute_cycles", odd), 2 * 4 * 8);
  EXPECT_EQ(CountOne(*With(4), "compute_cycles", odd), 4 * 2 * 8);
}

TEST(Loom, IsPricedAtItsSizeAndPublishedGains) {
  double cycle_pj = 0;
  for (const EnergyPrice& price : BuiltIn().Prices()) cycle_pj += price.energy_pj;
  EXPECT_NEAR(cycle_pj, 9713 * 1000 / 606.0 * 4.38 / 3.54 / 16, 1e-6);
  EXPECT_TRUE(BuiltIn().Area(BuiltIn().Map({})).empty());
  EXPECT_EQ(BuiltIn().Notes(BuiltIn().Map({})).size(), 2u);
}

TEST(Loom, SettingsAndFilesAreChecked) {
  ExpectRefused(MakeLoom, "serial_bits", "3", {"serial_bits", "1, 2, 4"});
  ExpectRefused(MakeLoom, "minor_bit", "1", {"serial_bits", "first_layer", "fixed_power"});
  EXPECT_THROW(MakeLoom({"no/such/file.json", {}}), Error);
  EXPECT_NO_THROW(MakeLoom({AQUA_SOURCE_DIR "/aqua/accel/loom/loom.json", {}}));
}

}  // namespace
}  // namespace aqua::accel

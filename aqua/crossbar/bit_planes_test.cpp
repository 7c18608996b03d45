#include "aqua/crossbar/bit_planes.h"

#include <gtest/gtest.h>
#include <hwy/highway.h>

#include "aqua/crossbar/plain_matrix.h"
#include "aqua/crossbar/testing/random_case.h"

namespace aqua::crossbar {
namespace {

using testing::Case;

// Runs `check` with the kernels of each instruction set that this machine and this build have.
template <typename Check>
void ForEachTarget(const Check& check) {
  int checked = 0;
  for (int64_t rest = hwy::SupportedTargets(); rest != 0; rest &= rest - 1) {
    const int64_t target = rest & -rest;
    hwy::SetSupportedTargetsForTest(target);
    if (BestKernels().target == std::string(hwy::TargetName(target))) {
      SCOPED_TRACE(BestKernels().target);
      check();
      ++checked;
    }
  }
  hwy::SetSupportedTargetsForTest(0);
  EXPECT_GE(checked, 1);
}

void ExpectAsPlain(const Case& one, const CrossbarSpec& spec) {
  const Layout layout = PlanLayout(one.rows, one.columns, one.weight_bits, spec);
  const PlainMatrix plain(one.weights, layout);
  const BitPlanes planes(one.weights, layout);
  std::vector<int64_t> expected(one.positions * one.columns);
  std::vector<int64_t> sums(one.positions * one.columns, -1);
  const CrossbarCounts plain_counts = plain.Multiply(one.AsDrive(), expected);
  const CrossbarCounts counts = planes.Multiply(one.AsDrive(), sums);
  ASSERT_EQ(sums, expected) << one.rows << " rows, " << one.columns << " columns, "
                            << one.weight_bits << " weight bits, " << spec.cell_bits
                            << " cell bits, " << spec.array_rows << " array rows";
  testing::ExpectSameCounts(counts, plain_counts);
  ASSERT_EQ(planes.flipped_columns(), plain.flipped_columns());
}

TEST(BitPlanes, EveryInstructionSetReadsAsPlainLoopsDo) {
  ForEachTarget([] {
    std::mt19937 random(5);
    for (int i = 0; i < 60; ++i) {
      CrossbarSpec spec = testing::RandomSpec(random);
      spec.adc_bits = std::uniform_int_distribution<int>(1, 12)(random);
      ExpectAsPlain(testing::RandomCase(random), spec);
    }
  });
}

TEST(BitPlanes, ArraysOfThePaperInEveryInstructionSet) {
  ForEachTarget([] {
    std::mt19937 random(6);
    for (int adc_bits = 1; adc_bits <= 9; ++adc_bits) {
      for (const bool flips : {false, true}) {
        ExpectAsPlain(testing::RandomCase(random), {.adc_bits = adc_bits, .flips_columns = flips});
      }
    }
  });
}

TEST(BitPlanes, MorePositionsThanAreReadAtOnce) {
  std::mt19937 random(7);
  Case one;
  one.rows = 140;
  one.columns = 3;
  one.positions = 150;
  one.activation_bits = 5;
  testing::FillCase(one, random);
  ExpectAsPlain(one, {.adc_bits = 6});
}

TEST(BitPlanes, NarrowAndWideMatrices) {
  std::mt19937 random(8);
  for (const int64_t columns : {1, 2, 8, 9, 15, 16, 17, 33}) {
    for (const int weight_bits : {1, 2, 5, 16}) {
      Case one;
      one.rows = 9;
      one.columns = columns;
      one.weight_bits = weight_bits;
      testing::FillCase(one, random);
      ExpectAsPlain(one, {.adc_bits = 3});
    }
  }
}

TEST(BitPlanes, TheTallestArraysThatFitAccumulators) {
  // 2^15 - 1 times the highest level of 1 bit, 16 time steps: just below 2^31.
  const CrossbarSpec spec = {.array_rows = 32767, .cell_bits = 1, .adc_bits = 15};
  EXPECT_TRUE(BitPlanes::CanHold(PlanLayout(40000, 1, 2, spec)));
  const CrossbarSpec taller = {.array_rows = 32769, .cell_bits = 1, .adc_bits = 16};
  EXPECT_FALSE(BitPlanes::CanHold(PlanLayout(40000, 1, 2, taller)));
  Case one;
  one.rows = 40000;
  one.weight_bits = 2;
  one.activation_bits = 16;
  one.weights.assign(40000, 1);
  one.activations.assign(40000, 65535);
  ExpectAsPlain(one, {.array_rows = 32767, .cell_bits = 1, .adc_bits = 15, .flips_columns = false});
}

void ExpectPackedBits(std::span<const int32_t> values) {
  const auto count = static_cast<int64_t>(values.size());
  const int64_t plane_bytes = (count + 31) / 32 * 4;
  std::vector<uint8_t> planes(16 * plane_bytes, 0xFF);
  int32_t ones[16];
  BestKernels().pack_bits(values.data(), count, 16, planes.data(), plane_bytes, ones);
  for (int64_t bit = 0; bit < 16; ++bit) {
    int expected_ones = 0;
    for (int64_t i = 0; i < 8 * plane_bytes; ++i) {
      const int expected = i < count ? (values[i] >> bit) & 1 : 0;
      expected_ones += expected;
      ASSERT_EQ(planes[bit * plane_bytes + i / 8] >> i % 8 & 1, expected) << bit << " " << i;
    }
    EXPECT_EQ(ones[bit], expected_ones);
  }
}

TEST(Kernels, PackedBitsAreTheValuesBits) {
  ForEachTarget([] {
    std::mt19937 random(9);
    for (const int64_t count : {1, 31, 32, 33, 64, 100, 128, 200}) {
      std::vector<int32_t> values(count);
      for (int32_t& value : values) value = static_cast<int32_t>(random());
      ExpectPackedBits(values);
    }
  });
}

TEST(Kernels, NoisyCodesAreThoseOfTheDraws) {
  static constexpr int row_count = 70;
  static constexpr int column_count = 50;
  ForEachTarget([] {
    std::mt19937 random(10);
    auto conductances = hwy::AllocateAligned<float>(row_count * kMostAnalogColumns);
    for (int i = 0; i < row_count * kMostAnalogColumns; ++i) {
      conductances[i] = std::uniform_real_distribution<float>(0, 3)(random);
    }
    const uint64_t drive[] = {0xF0F0F0F0F0F0F0F1, 0x21};
    alignas(64) int32_t codes[kMostAnalogColumns];
    AnalogTask task = {.conductances = conductances.get(),
                       .drive = drive,
                       .words = 2,
                       .columns = column_count,
                       .stride = kMostAnalogColumns,
                       .noise_step = 8 / static_cast<float>(kDrawDeviation),
                       .keys = KeysOf(3, DrawKind::kReadNoise, 4, 5),
                       .first_column = 1000,
                       .adc_max = 63,
                       .codes = codes};
    BestKernels().read_analog(task);
    int64_t clipped = 0;
    for (uint32_t column = 0; column < column_count; ++column) {
      float sum = 0;
      for (int row = 0; row < row_count; ++row) {
        if ((drive[row / 64] >> row % 64 & 1) != 0) {
          sum += conductances[row * kMostAnalogColumns + column];
        }
      }
      // Apart, so that no compiler fuses them.
      const volatile float noise =
          static_cast<float>(NormalDraw(task.keys, 1000 + column)) * task.noise_step;
      const float level = std::nearbyint(std::max(0.0F, sum + noise));
      clipped += level > 63 ? 1 : 0;
      EXPECT_EQ(codes[column], static_cast<int>(std::min(level, 63.0F))) << column;
    }
    EXPECT_EQ(task.clipped, clipped);
    EXPECT_GT(clipped, 0);
  });
}

}  // namespace
}  // namespace aqua::crossbar

#include "aqua/crossbar/crossbar.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>

#include "aqua/core/error.h"
#include "aqua/crossbar/testing/random_case.h"

namespace aqua::crossbar {
namespace {

using testing::Case;
using testing::Product;

CrossbarMatrix MatrixOf(const Case& one, const CrossbarSpec& spec) {
  return CrossbarMatrix(one.weights, one.rows, one.columns, one.weight_bits, spec);
}

CrossbarCounts Simulate(const Case& one, const CrossbarSpec& spec, std::vector<int64_t>& sums) {
  sums.assign(static_cast<size_t>(one.positions * one.columns), -1);
  return MatrixOf(one, spec).Multiply(one.activations, one.positions, one.activation_bits,
                                      one.is_signed, sums);
}

// All weights and activations at one value.
Case Constant(int64_t rows, int64_t columns, int weight_bits, int32_t weight, int activation_bits,
              int32_t activation) {
  Case one;
  one.rows = rows;
  one.columns = columns;
  one.weight_bits = weight_bits;
  one.activation_bits = activation_bits;
  one.weights.assign(static_cast<size_t>(rows * columns), weight);
  one.activations.assign(static_cast<size_t>(rows), activation);
  return one;
}

void ExpectError(const Case& one, const CrossbarSpec& spec, const std::string& part) {
  std::vector<int64_t> sums;
  try {
    Simulate(one, spec, sums);
    FAIL() << "no Error that names " << part;
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find(part), std::string::npos) << error.what();
    EXPECT_EQ(std::string(error.what()).find('\n'), std::string::npos);
  }
}

TEST(Crossbar, WithAWideAdcSumsAreTheIntegerProduct) {
  std::mt19937 random(1);
  for (int i = 0; i < 200; ++i) {
    const Case one = testing::RandomCase(random);
    CrossbarSpec spec = testing::RandomSpec(random);
    spec.adc_bits = 16;
    std::vector<int64_t> sums;
    const CrossbarCounts counts = Simulate(one, spec, sums);
    ASSERT_EQ(sums, Product(one)) << one.rows << " rows, " << one.columns << " columns";
    ASSERT_EQ(counts.clipped_conversions, 0);
  }
}

TEST(Crossbar, EightBitsOfAdcAreExactWithFlips) {
  std::mt19937 random(2);
  for (int i = 0; i < 100; ++i) {
    const Case one = testing::RandomCase(random);
    std::vector<int64_t> sums;
    const CrossbarCounts counts = Simulate(one, {}, sums);
    ASSERT_EQ(sums, Product(one));
    ASSERT_EQ(counts.clipped_conversions, 0);
  }
}

TEST(Crossbar, NineBitsOfAdcAreNeededWithoutFlips) {
  // The largest weight fills every cell with 3: each column of 128 driven rows sums to 384.
  const Case one = Constant(128, 2, 16, 32767, 4, 15);
  std::vector<int64_t> sums;
  CrossbarSpec spec;
  spec.flips_columns = false;
  const CrossbarCounts clipped = Simulate(one, spec, sums);
  EXPECT_EQ(clipped.clipped_conversions, 2 * 8 * 4);
  // Each code 255 in place of 384.
  EXPECT_EQ(sums[0], 15 * (255 * int64_t{21845} - 128 * int64_t{32768}));
  spec.adc_bits = 9;
  EXPECT_EQ(Simulate(one, spec, sums).clipped_conversions, 0);
  EXPECT_EQ(sums, Product(one));
  // Flipped, every cell is 0.
  EXPECT_EQ(Simulate(one, {.adc_bits = 8}, sums).clipped_conversions, 0);
  EXPECT_EQ(sums, Product(one));
  EXPECT_EQ(MatrixOf(one, {}).flipped_columns(), 16);
}

TEST(Crossbar, TheUnitColumnIsConvertedAsWell) {
  // Weights at their least: all cells 0, and only the unit column's 128 of 128 rows saturates 7
  // bits, in each of the 2 arrays and 3 time steps.
  const Case one = Constant(128, 32, 16, -32768, 3, 7);
  std::vector<int64_t> sums;
  EXPECT_EQ(Simulate(one, {.adc_bits = 7}, sums).clipped_conversions, 2 * 3);
  EXPECT_EQ(sums[0], int64_t{7} * 127 * -32768);
}

TEST(Crossbar, AClippedSumByHand) {
  // Three rows, one 2-bit weight: -1 is stored as 1, not flipped as 3 <= 9 / 2. Two activations of
  // 1 and one of 3 drive 3 rows, then 1. An ADC of 1 bit reads 1 for 3, in column and unit column.
  Case one;
  one.rows = 3;
  one.weight_bits = 2;
  one.activation_bits = 2;
  one.weights = {-1, -1, -1};
  one.activations = {1, 1, 3};
  std::vector<int64_t> sums;
  const CrossbarCounts counts = Simulate(one, {.adc_bits = 1}, sums);
  EXPECT_EQ(sums[0], (1 - 2 * 1) * 1 + (1 - 2 * 1) * 2);
  EXPECT_EQ(counts.clipped_conversions, 2);
  EXPECT_EQ(counts.active_rows, 4);
}

TEST(Crossbar, OnlyColumnsPastHalfAreFlipped) {
  // Two rows of one 2-bit cell: at most 6, flipped from 4 on. Weights are levels less 2.
  const auto flipped = [](int32_t first, int32_t second) {
    Case one = Constant(2, 1, 2, 0, 1, 1);
    one.weights = {first, second};
    return MatrixOf(one, {}).flipped_columns();
  };
  EXPECT_EQ(flipped(1, -2), 0);  // 3 + 0.
  EXPECT_EQ(flipped(1, -1), 1);  // 3 + 1.
  EXPECT_EQ(flipped(-2, -2), 0);
}

TEST(Crossbar, CountsFollowTheMapping) {
  // 300 rows in 3 blocks, 26 weights of 10 bits in 5 columns each: 130 columns, in 2 arrays.
  Case one = Constant(300, 26, 10, 1, 6, 0b100001);
  one.positions = 7;
  one.activations.assign(size_t{300} * 7, 0b100001);
  std::vector<int64_t> sums;
  const CrossbarCounts counts = Simulate(one, {}, sums);
  EXPECT_EQ(MatrixOf(one, {}).crossbars(), 6);
  EXPECT_EQ(MatrixOf(one, {}).used_columns(), 3 * 130);
  EXPECT_EQ(counts.array_reads, 6 * 7 * 6);
  EXPECT_EQ(counts.adc_conversions, 3 * 130 * 7 * 6);
  EXPECT_EQ(counts.adc_idle_conversions, 128 * 6 * 7 * 6 - 3 * 130 * 7 * 6);
  EXPECT_EQ(counts.unit_conversions, counts.array_reads);
  EXPECT_EQ(counts.dac_conversions, 128 * 6 * 7 * 6);
  EXPECT_EQ(counts.active_rows, 300 * 2 * 7 * 2);
}

int64_t CeilDivide(int64_t dividend, int64_t divisor) { return (dividend - 1) / divisor + 1; }

// What a call has to count whatever the values are, by multiplication.
CrossbarCounts ClosedForm(const Case& one, const CrossbarSpec& spec) {
  const int64_t slices = CeilDivide(one.weight_bits, spec.cell_bits);
  const int64_t row_blocks = CeilDivide(one.rows, spec.array_rows);
  const int64_t arrays_across = spec.keeps_weights_whole
                                    ? CeilDivide(one.columns, spec.array_columns / slices)
                                    : CeilDivide(one.columns * slices, spec.array_columns);
  const int64_t steps = one.positions * one.activation_bits;
  CrossbarCounts counts;
  counts.array_reads = row_blocks * arrays_across * steps;
  counts.adc_conversions = row_blocks * one.columns * slices * steps;
  counts.adc_idle_conversions = counts.array_reads * spec.array_columns - counts.adc_conversions;
  counts.unit_conversions = counts.array_reads;
  counts.dac_conversions = counts.array_reads * spec.array_rows;
  for (const int32_t activation : one.activations) {
    for (int bit = 0; bit < one.activation_bits; ++bit) {
      counts.active_rows += arrays_across * (activation >> bit & 1);
    }
  }
  return counts;
}

TEST(Crossbar, CountsAreThoseOfTheClosedForms) {
  std::mt19937 random(5);
  for (int i = 0; i < 150; ++i) {
    const Case one = testing::RandomCase(random);
    CrossbarSpec spec = testing::RandomSpec(random);
    spec.adc_bits = 16;
    if (i % 3 == 0) spec.devices.read_noise_lsb = 0.5;
    std::vector<int64_t> sums;
    testing::ExpectSameCounts(Simulate(one, spec, sums), ClosedForm(one, spec));
  }
}

TEST(Crossbar, RowBlocksAreTheArraysOfAColumn) {
  EXPECT_EQ(MatrixOf(Constant(256, 40, 16, 1, 1, 1), {}).row_blocks(), 2);
  EXPECT_EQ(MatrixOf(Constant(257, 40, 16, 1, 1, 1), {}).row_blocks(), 3);
  EXPECT_EQ(MatrixOf(Constant(1, 1, 16, 1, 1, 1), {}).row_blocks(), 1);
}

TEST(Crossbar, WholeWeightsTakeMoreArraysAndGiveTheSameSums) {
  std::mt19937 random(3);
  Case one;
  one.rows = 130;
  one.columns = 256;
  one.weight_bits = 10;
  testing::FillCase(one, random);
  std::vector<int64_t> straddling;
  std::vector<int64_t> whole;
  Simulate(one, {}, straddling);
  const CrossbarSpec keeping = {.keeps_weights_whole = true};
  Simulate(one, keeping, whole);
  EXPECT_EQ(straddling, whole);
  EXPECT_EQ(MatrixOf(one, {}).crossbars(), 2 * 10);
  EXPECT_EQ(MatrixOf(one, keeping).crossbars(), 2 * 11);
}

TEST(Crossbar, TheSlicesOfAFiveBitWeightAreThree) {
  EXPECT_EQ(MatrixOf(Constant(1, 1, 5, -16, 1, 1), {}).used_columns(), 3);
}

TEST(Crossbar, SumsOfAMillionRowsDoNotWrap) {
  Case one = Constant(1 << 20, 1, 16, -32768, 16, -32768);
  one.is_signed = true;
  std::vector<int64_t> sums;
  Simulate(one, {}, sums);
  EXPECT_EQ(sums[0], int64_t{1} << 50);
}

TEST(Crossbar, TallArraysOfWideCellsDoNotWrap) {
  const Case one = Constant(40000, 2, 16, 32767, 16, 65535);
  const CrossbarSpec spec = {
      .array_rows = 65536, .cell_bits = 4, .adc_bits = 16, .flips_columns = false};
  std::vector<int64_t> sums;
  const CrossbarCounts counts = Simulate(one, spec, sums);
  EXPECT_EQ(counts.clipped_conversions, 2 * 4 * 16);  // 600,000 a column.
  EXPECT_EQ(sums[0], 65535 * (int64_t{65535} * 4369 - int64_t{40000} * 32768));
}

TEST(Crossbar, NoPositionsNoEvents) {
  Case one = Constant(200, 3, 8, 5, 8, 1);
  one.positions = 0;
  one.activations.clear();
  std::vector<int64_t> sums;
  EXPECT_EQ(Simulate(one, {}, sums), CrossbarCounts());
  EXPECT_EQ(Simulate(one, {.devices = {.read_noise_lsb = 1}}, sums), CrossbarCounts());
}

TEST(Crossbar, CountsAddUp) {
  std::mt19937 random(4);
  const Case one = testing::RandomCase(random);
  std::vector<int64_t> sums;
  CrossbarCounts twice = Simulate(one, {.adc_bits = 4}, sums);
  const CrossbarCounts once = twice;
  twice += once;
  EXPECT_EQ(twice.array_reads, 2 * once.array_reads);
  EXPECT_EQ(twice.clipped_conversions, 2 * once.clipped_conversions);
  EXPECT_EQ(twice.adc_idle_conversions, 2 * once.adc_idle_conversions);
}

TEST(Crossbar, ABadSpecIsNamed) {
  const Case one = Constant(4, 4, 8, 1, 8, 1);
  constexpr double infinity = std::numeric_limits<double>::infinity();
  ExpectError(one, {.array_rows = 0}, "array rows is 0");
  ExpectError(one, {.array_columns = -1}, "array columns is -1");
  ExpectError(one, {.array_rows = int64_t{1} << 40}, "array rows");
  ExpectError(one, {.cell_bits = 0}, "bits a cell is 0");
  ExpectError(one, {.cell_bits = 5}, "bits a cell is 5; give 1 to 4");
  ExpectError(one, {.adc_bits = 0}, "ADC bits is 0");
  ExpectError(one, {.adc_bits = 17}, "ADC bits is 17");
  ExpectError(one, {.array_columns = 3, .keeps_weights_whole = true}, "4 columns");
  ExpectError(one, {.devices = {.conductance_spread = -0.1}}, "spread is -0.1");
  ExpectError(one, {.devices = {.read_noise_lsb = infinity}}, "noise is inf");
  ExpectError(one, {.devices = {.read_noise_lsb = std::nan("")}}, "noise is nan");
  ExpectError(one, {.devices = {.stuck_low_share = 0.6, .stuck_high_share = 0.6}}, "1.2");
  ExpectError(one, {.devices = {.on_off_ratio = 1}}, "ratio is 1");
  ExpectError(one, {.devices = {.on_off_ratio = -2}}, "ratio is -2");
}

TEST(Crossbar, BadNumbersAreNamed) {
  ExpectError(Constant(4, 4, 17, 1, 8, 1), {}, "weight bits is 17");
  ExpectError(Constant(4, 4, 0, 0, 8, 1), {}, "weight bits is 0");
  ExpectError(Constant(4, 4, 8, 1, 0, 0), {}, "0 activation bits");
  ExpectError(Constant(4, 4, 8, 1, 17, 0), {}, "17 activation bits");
  ExpectError(Constant(0, 4, 8, 1, 8, 1), {}, "matrix rows is 0");
  Case wide_weight = Constant(4, 4, 8, 1, 8, 1);
  wide_weight.weights[9] = 128;
  ExpectError(wide_weight, {}, "weight 128 of column 2, row 1");
  Case negative = Constant(4, 1, 8, 1, 8, 1);
  negative.activations[3] = -1;
  ExpectError(negative, {}, "activation -1 at position 0, row 3");
  Case wide = Constant(4, 1, 8, 1, 8, 1);
  wide.is_signed = true;
  wide.activations[0] = 128;
  ExpectError(wide, {}, "128");
}

}  // namespace
}  // namespace aqua::crossbar

// Random matrices and activations for the tests of this room, and their product by plain loops.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

#include "aqua/crossbar/crossbar.h"
#include "aqua/crossbar/programmed_arrays.h"

namespace aqua::crossbar::testing {

struct Case {
  int64_t rows = 1;
  int64_t columns = 1;
  int64_t positions = 1;
  int weight_bits = 16;
  int activation_bits = 8;
  bool is_signed = false;
  std::vector<int32_t> weights;
  std::vector<int32_t> activations;

  Drive AsDrive() const { return {activations, positions, activation_bits, is_signed}; }
};

inline int64_t DrawWhole(std::mt19937& random, int64_t least, int64_t most) {
  return std::uniform_int_distribution<int64_t>(least, most)(random);
}

// Values over the whole range, or all at one end of it, where flips and clipping begin.
inline void AppendValues(std::vector<int32_t>& values, int64_t count, int64_t least, int64_t most,
                         std::mt19937& random) {
  const int64_t kind = DrawWhole(random, 0, 4);
  if (kind == 0) least = most;
  if (kind == 1) most = least;
  for (int64_t i = 0; i < count; ++i) {
    values.push_back(static_cast<int32_t>(DrawWhole(random, least, most)));
  }
}

// The weights and activations of a case whose sizes are set.
inline void FillCase(Case& one, std::mt19937& random) {
  const int64_t weight_end = int64_t{1} << (one.weight_bits - 1);
  for (int64_t column = 0; column < one.columns; ++column) {
    AppendValues(one.weights, one.rows, -weight_end, weight_end - 1, random);
  }
  const int64_t end = int64_t{1} << (one.is_signed ? one.activation_bits - 1 : one.activation_bits);
  for (int64_t position = 0; position < one.positions; ++position) {
    AppendValues(one.activations, one.rows, one.is_signed ? -end : 0, end - 1, random);
  }
}

inline Case RandomCase(std::mt19937& random, int64_t most_rows = 400, int64_t most_columns = 70) {
  const auto draw = [&](int64_t least, int64_t most) { return DrawWhole(random, least, most); };
  Case one;
  one.rows = draw(1, most_rows);
  one.columns = draw(1, most_columns);
  one.positions = draw(1, 5);
  one.weight_bits = static_cast<int>(draw(1, 16));
  one.activation_bits = static_cast<int>(draw(1, 16));
  one.is_signed = draw(0, 1) == 1;
  FillCase(one, random);
  return one;
}

inline CrossbarSpec RandomSpec(std::mt19937& random) {
  const auto pick = [&](std::initializer_list<int> values) {
    return values.begin()[std::uniform_int_distribution<size_t>(0, values.size() - 1)(random)];
  };
  CrossbarSpec spec;
  spec.array_rows = pick({1, 9, 64, 100, 128, 128, 128, 256, 500});
  spec.array_columns = pick({16, 100, 128, 128, 256});
  spec.cell_bits = pick({1, 2, 2, 2, 3, 4});
  spec.flips_columns = pick({0, 1}) == 1;
  spec.keeps_weights_whole = pick({0, 1}) == 1;
  return spec;
}

// Field by field, for a failure to name what differs.
inline void ExpectSameCounts(const CrossbarCounts& counts, const CrossbarCounts& expected) {
  EXPECT_EQ(counts.array_reads, expected.array_reads);
  EXPECT_EQ(counts.adc_conversions, expected.adc_conversions);
  EXPECT_EQ(counts.adc_idle_conversions, expected.adc_idle_conversions);
  EXPECT_EQ(counts.unit_conversions, expected.unit_conversions);
  EXPECT_EQ(counts.dac_conversions, expected.dac_conversions);
  EXPECT_EQ(counts.active_rows, expected.active_rows);
  EXPECT_EQ(counts.clipped_conversions, expected.clipped_conversions);
  ASSERT_EQ(counts, expected);
}

// Positions x columns.
inline std::vector<int64_t> Product(const Case& one) {
  std::vector<int64_t> sums;
  for (int64_t position = 0; position < one.positions; ++position) {
    for (int64_t column = 0; column < one.columns; ++column) {
      int64_t sum = 0;
      for (int64_t row = 0; row < one.rows; ++row) {
        sum += int64_t{one.weights[column * one.rows + row]} *
               one.activations[position * one.rows + row];
      }
      sums.push_back(sum);
    }
  }
  return sums;
}

}  // namespace aqua::crossbar::testing

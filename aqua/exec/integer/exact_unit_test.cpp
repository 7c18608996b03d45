#include <gtest/gtest.h>

#include <limits>
#include <random>

#include "aqua/core/error.h"
#include "aqua/exec/integer/matrix_unit.h"

namespace aqua::exec {
namespace {

struct Case {
  MatrixProduct product;
  std::vector<int32_t> activations;
  std::vector<int32_t> weights;

  Case(int64_t positions, int64_t rows, int64_t columns) {
    product.positions = positions;
    product.rows = rows;
    product.columns = columns;
    activations.resize(static_cast<size_t>(positions * rows));
    weights.resize(static_cast<size_t>(columns * rows));
  }

  std::vector<int64_t> Sums() {
    product.activations = activations;
    product.weights = weights;
    // A sum left unwritten shows.
    std::vector<int64_t> sums(static_cast<size_t>(product.positions * product.columns), -12345678);
    ExactUnit().Multiply(product, sums);
    return sums;
  }

  std::vector<int64_t> PlainSums() const {
    std::vector<int64_t> sums;
    for (int64_t p = 0; p < product.positions; ++p) {
      for (int64_t c = 0; c < product.columns; ++c) {
        int64_t sum = 0;
        for (int64_t r = 0; r < product.rows; ++r) {
          sum += int64_t{activations[static_cast<size_t>(p * product.rows + r)]} *
                 weights[static_cast<size_t>(c * product.rows + r)];
        }
        sums.push_back(sum);
      }
    }
    return sums;
  }
};

void FillRandom(Case& product, std::mt19937& random) {
  const MatrixProduct& shape = product.product;
  const int32_t half = 1 << (shape.activation_bits - 1);
  const int32_t least = shape.activations_signed ? -half : 0;
  std::uniform_int_distribution<int32_t> activations(least, least + 2 * half - 1);
  for (int32_t& value : product.activations) value = activations(random);
  const int32_t half_weight = 1 << (shape.weight_bits - 1);
  std::uniform_int_distribution<int32_t> weights(-half_weight, half_weight - 1);
  for (int32_t& value : product.weights) value = weights(random);
}

TEST(ExactUnit, EqualsThreePlainLoops) {
  std::mt19937 random(1);
  std::uniform_int_distribution<int64_t> sizes(1, 80);
  for (int i = 0; i < 400; ++i) {
    Case product(sizes(random), sizes(random), sizes(random));
    product.product.activation_bits = 1 + static_cast<int>(random() % 16);
    product.product.weight_bits = 1 + static_cast<int>(random() % 16);
    product.product.activations_signed = random() % 2 == 0;
    FillRandom(product, random);
    ASSERT_EQ(product.Sums(), product.PlainSums())
        << product.product.positions << " x " << product.product.rows << " x "
        << product.product.columns;
  }
}

TEST(ExactUnit, EqualsThreePlainLoopsWhereThreadsShareTheWork) {
  std::mt19937 random(2);
  for (const auto& [positions, rows, columns] :
       {std::array<int64_t, 3>{130, 267, 131}, {1, 8199, 257}, {1000, 2100, 1}, {33, 1153, 65}}) {
    for (const int bits : {8, 16}) {
      Case product(positions, rows, columns);
      product.product.activation_bits = bits;
      product.product.weight_bits = bits;
      FillRandom(product, random);
      ASSERT_EQ(product.Sums(), product.PlainSums());
    }
  }
}

// All activations and weights at the ends of their bits: the largest sums there are, of either
// sign.
void ExpectEndsExact(int64_t rows, int activation_bits, int weight_bits, bool is_signed) {
  const int64_t most_activation = (int64_t{1} << (activation_bits - (is_signed ? 1 : 0))) - 1;
  const int64_t least_activation = is_signed ? -(int64_t{1} << (activation_bits - 1)) : 0;
  const int64_t least_weight = -(int64_t{1} << (weight_bits - 1));
  Case product(5, rows, 5);
  product.product.activation_bits = activation_bits;
  product.product.weight_bits = weight_bits;
  product.product.activations_signed = is_signed;
  for (const int64_t activation : {least_activation, most_activation}) {
    for (const int64_t weight : {least_weight, -least_weight - 1}) {
      std::fill(product.activations.begin(), product.activations.end(),
                static_cast<int32_t>(activation));
      std::fill(product.weights.begin(), product.weights.end(), static_cast<int32_t>(weight));
      EXPECT_EQ(product.Sums(), std::vector<int64_t>(25, activation * weight * rows))
          << rows << " rows, " << activation_bits << "/" << weight_bits << " bits";
    }
  }
}

// Rows at which the largest sum just fits into 32 bits, and their neighbours.
void ExpectExactAroundTheEnd(int bits, bool is_signed) {
  const int64_t activation = is_signed ? int64_t{1} << (bits - 1) : (int64_t{1} << bits) - 1;
  const int64_t fits = std::numeric_limits<int32_t>::max() / (activation << (bits - 1));
  for (const int64_t rows : {fits - 1, fits, fits + 1, fits * 2}) {
    ExpectEndsExact(rows, bits, bits, is_signed);
  }
}

TEST(ExactUnit, IsExactAroundTheEndOf32Bits) {
  for (const int bits : {8, 10, 12, 14}) {
    ExpectExactAroundTheEnd(bits, false);
    ExpectExactAroundTheEnd(bits, true);
  }
  for (const int64_t rows : {1, 2, 3, 30000}) {
    ExpectEndsExact(rows, 16, 16, false);
    ExpectEndsExact(rows, 16, 16, true);
  }
}

TEST(ExactUnit, OneBitIsABit) {
  ExpectEndsExact(77, 1, 1, false);
  ExpectEndsExact(77, 1, 1, true);
}

TEST(ExactUnit, RefusesSpansOfAnotherSize) {
  Case product(2, 3, 4);
  product.weights.pop_back();
  EXPECT_THROW(product.Sums(), InternalError);
}

}  // namespace
}  // namespace aqua::exec

#include <algorithm>
#include <limits>

#include "aqua/core/error.h"
#include "aqua/exec/integer/matrix_unit.h"

namespace aqua::exec {
namespace {

// Positions and columns of one piece of the product, and where its data begins.
struct Piece {
  const int32_t* activations;
  const int32_t* weights;
  int64_t* sums;
  int64_t positions;
  int64_t columns;
  int64_t rows;
  int64_t sum_stride;  // From one position's sums to the next's.
};

// The loops below are compiled once for each of these, and the processor at hand chooses: the
// widening multiplication that they need is younger than the oldest processor that the build
// serves.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define AQUA_FOR_EACH_PROCESSOR __attribute__((target_clones("arch=x86-64-v4", "avx2", "default")))
#else
#define AQUA_FOR_EACH_PROCESSOR
#endif
#define AQUA_WITHIN_ITS_CALLER __attribute__((always_inline)) inline

// Few enough sums to stay in registers, enough that a loaded value is used several times.
constexpr int64_t kBlock = 4;
// A piece's activations and weights stay in the second cache for up to some thousand rows.
constexpr int64_t kPiecePositions = 32;
constexpr int64_t kPieceColumns = 64;
// Below this, waking the threads may take longer than the work.
constexpr int64_t kMultipliesWorthThreads = 1 << 21;

template <typename Sum, int kPositions, int kColumns>
AQUA_WITHIN_ITS_CALLER void Block(const Piece& piece, int64_t position, int64_t column) {
  const int64_t rows = piece.rows;
  const int32_t* activations = piece.activations + position * rows;
  const int32_t* weights = piece.weights + column * rows;
  Sum sums[kPositions][kColumns] = {};
  for (int64_t r = 0; r < rows; ++r) {
    for (int p = 0; p < kPositions; ++p) {
      for (int c = 0; c < kColumns; ++c) {
        sums[p][c] +=
            static_cast<Sum>(activations[p * rows + r]) * static_cast<Sum>(weights[c * rows + r]);
      }
    }
  }
  for (int p = 0; p < kPositions; ++p) {
    for (int c = 0; c < kColumns; ++c) {
      piece.sums[(position + p) * piece.sum_stride + column + c] = sums[p][c];
    }
  }
}

template <typename Sum, int kColumns>
AQUA_WITHIN_ITS_CALLER void BlockColumn(const Piece& piece, int64_t column) {
  int64_t position = 0;
  for (; position + kBlock <= piece.positions; position += kBlock) {
    Block<Sum, kBlock, kColumns>(piece, position, column);
  }
  for (; position < piece.positions; ++position) Block<Sum, 1, kColumns>(piece, position, column);
}

template <typename Sum>
AQUA_WITHIN_ITS_CALLER void MultiplyPiece(const Piece& piece) {
  int64_t column = 0;
  for (; column + kBlock <= piece.columns; column += kBlock)
    BlockColumn<Sum, kBlock>(piece, column);
  for (; column < piece.columns; ++column) BlockColumn<Sum, 1>(piece, column);
}

AQUA_FOR_EACH_PROCESSOR
void MultiplyIn64Bits(const Piece& piece) { MultiplyPiece<int64_t>(piece); }

AQUA_FOR_EACH_PROCESSOR
void MultiplyIn32Bits(const Piece& piece) { MultiplyPiece<int32_t>(piece); }

// True when no sum, whole or in part, can leave 32 bits.
bool FitsIn32Bits(const MatrixProduct& product) {
  const int64_t activation = product.activations_signed
                                 ? int64_t{1} << (product.activation_bits - 1)
                                 : (int64_t{1} << product.activation_bits) - 1;
  const int64_t weight = int64_t{1} << (product.weight_bits - 1);
  return product.rows <= std::numeric_limits<int32_t>::max() / (activation * weight);
}

Piece PieceAt(const MatrixProduct& product, std::span<int64_t> sums, int64_t position,
              int64_t column) {
  return {product.activations.data() + position * product.rows,
          product.weights.data() + column * product.rows,
          sums.data() + position * product.columns + column,
          std::min(kPiecePositions, product.positions - position),
          std::min(kPieceColumns, product.columns - column),
          product.rows,
          product.columns};
}

}  // namespace

void ExactUnit::Multiply(const MatrixProduct& product, std::span<int64_t> sums) {
  AQUA_CHECK_EQ(static_cast<int64_t>(product.activations.size()), product.positions * product.rows);
  AQUA_CHECK_EQ(static_cast<int64_t>(product.weights.size()), product.columns * product.rows);
  AQUA_CHECK_EQ(static_cast<int64_t>(sums.size()), product.positions * product.columns);
  const auto multiply = FitsIn32Bits(product) ? MultiplyIn32Bits : MultiplyIn64Bits;
  const int64_t multiplies = product.positions * product.columns * product.rows;
#pragma omp parallel for collapse(2) schedule(dynamic) if (multiplies > kMultipliesWorthThreads)
  for (int64_t position = 0; position < product.positions; position += kPiecePositions) {
    for (int64_t column = 0; column < product.columns; column += kPieceColumns) {
      multiply(PieceAt(product, sums, position, column));
    }
  }
}

}  // namespace aqua::exec

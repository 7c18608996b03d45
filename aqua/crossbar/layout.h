// Where a weight matrix lies in arrays, and what every cell of it holds. A weight takes `slices`
// cells side by side in one row; rows fall into blocks of array_rows, columns into blocks by the
// column rule. The cell columns that hold weights are numbered column * slices + slice, slice 0 the
// least significant.
#pragma once

#include <cstdint>
#include <span>

#include "aqua/crossbar/crossbar.h"

namespace aqua::crossbar {

struct Layout {
  int64_t rows = 0;
  int64_t columns = 0;
  int64_t array_rows = 0;
  int64_t array_columns = 0;
  int weight_bits = 0;
  int cell_bits = 0;
  int slices = 0;
  int64_t adc_max = 0;  // The largest code: 2^adc_bits - 1.
  bool flips_columns = false;
  int64_t row_blocks = 0;
  int64_t column_blocks = 0;
  int64_t array_weights = 0;  // Weights of one row in one array; 0: weights may straddle two.

  int highest_level() const { return (1 << cell_bits) - 1; }
  int64_t weight_bias() const { return int64_t{1} << (weight_bits - 1); }
  int64_t cell_columns() const { return columns * slices; }
  int64_t crossbars() const { return row_blocks * column_blocks; }
  int64_t RowsIn(int64_t row_block) const;
  // Cell columns that an array of full width holds.
  int64_t array_cell_columns() const {
    return array_weights > 0 ? array_weights * slices : array_columns;
  }
  // Columns that hold no weights in the arrays of one row block together.
  int64_t idle_columns() const { return column_blocks * array_columns - cell_columns(); }
  // The cell column at a place in an array, kNoColumn for a column without weights.
  static constexpr int64_t kNoColumn = -1;
  int64_t CellColumnAt(int64_t column_block, int64_t array_column) const;
  // The column block that holds a cell column.
  int64_t ColumnBlockOf(int64_t cell_column) const;
  // A column of cells that sum to `level_sum` is stored flipped when that is more than half of
  // what `row_count` cells can sum to.
  bool IsFlipped(int64_t level_sum, int64_t row_count) const;
};

// Throws Error for a matrix or spec out of range, as CrossbarMatrix says.
Layout PlanLayout(int64_t rows, int64_t columns, int weight_bits, const CrossbarSpec& spec);

}  // namespace aqua::crossbar

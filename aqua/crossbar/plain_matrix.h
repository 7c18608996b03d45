// The dataflow in straight loops, one conversion after the other: the judge of the fast ways, and
// the way for arrays so tall that the fast one's 32-bit accumulators could overflow.
#pragma once

#include <vector>

#include "aqua/crossbar/layout.h"
#include "aqua/crossbar/programmed_arrays.h"

namespace aqua::crossbar {

class PlainMatrix final : public ProgrammedArrays {
 public:
  PlainMatrix(std::span<const int32_t> weights, const Layout& layout);

  int64_t flipped_columns() const override;
  CrossbarCounts Multiply(const Drive& drive, std::span<int64_t> sums) const override;

 private:
  // What the cell holds, after its column was flipped or not.
  int Level(int64_t row, int64_t cell_column) const {
    return cells_[cell_column * layout_.rows + row];
  }
  bool IsFlipped(int64_t row_block, int64_t cell_column) const {
    return flipped_[row_block * layout_.cell_columns() + cell_column] != 0;
  }
  void ProgramColumn(std::span<const int32_t> weights, int64_t row_block, int64_t cell_column);
  std::vector<int64_t> DriveRows(std::span<const int32_t> activations, int64_t row_block, int step,
                                 CrossbarCounts& counts) const;
  void ReadArray(std::span<const int64_t> driven_rows, int64_t row_block, int64_t column_block,
                 int64_t step_weight, std::span<int64_t> sums, CrossbarCounts& counts) const;
  int64_t ReadColumn(std::span<const int64_t> driven_rows, int64_t row_block, int64_t cell_column,
                     int64_t unit, CrossbarCounts& counts) const;
  int64_t Convert(int64_t column_sum, CrossbarCounts& counts) const;

  Layout layout_;
  std::vector<uint8_t> cells_;    // Cell columns x rows.
  std::vector<uint8_t> flipped_;  // Row blocks x cell columns.
};

}  // namespace aqua::crossbar

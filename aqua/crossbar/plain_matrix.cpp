#include "aqua/crossbar/plain_matrix.h"

#include <algorithm>

namespace aqua::crossbar {

PlainMatrix::PlainMatrix(std::span<const int32_t> weights, const Layout& layout)
    : layout_(layout),
      cells_(layout.cell_columns() * layout.rows),
      flipped_(layout.row_blocks * layout.cell_columns()) {
  for (int64_t block = 0; block < layout_.row_blocks; ++block) {
    for (int64_t column = 0; column < layout_.cell_columns(); ++column) {
      ProgramColumn(weights, block, column);
    }
  }
}

void PlainMatrix::ProgramColumn(std::span<const int32_t> weights, int64_t row_block,
                                int64_t cell_column) {
  const int64_t first_row = row_block * layout_.array_rows;
  const int64_t row_count = layout_.RowsIn(row_block);
  const int64_t slice = cell_column % layout_.slices;
  const int32_t* column_weights = &weights[cell_column / layout_.slices * layout_.rows + first_row];
  uint8_t* cells = &cells_[cell_column * layout_.rows + first_row];
  int64_t level_sum = 0;
  for (int64_t row = 0; row < row_count; ++row) {
    const int64_t stored = column_weights[row] + layout_.weight_bias();
    cells[row] = (stored >> (slice * layout_.cell_bits)) & layout_.highest_level();
    level_sum += cells[row];
  }
  if (!layout_.IsFlipped(level_sum, row_count)) return;
  flipped_[row_block * layout_.cell_columns() + cell_column] = 1;
  for (int64_t row = 0; row < row_count; ++row) {
    cells[row] = static_cast<uint8_t>(layout_.highest_level() - cells[row]);
  }
}

int64_t PlainMatrix::flipped_columns() const {
  return std::count(flipped_.begin(), flipped_.end(), 1);
}

ReadTally PlainMatrix::Multiply(const Drive& drive, std::span<int64_t> sums) const {
  ReadTally tally;
  std::fill(sums.begin(), sums.end(), 0);
  for (int64_t position = 0; position < drive.positions; ++position) {
    const auto activations = drive.activations.subspan(position * layout_.rows, layout_.rows);
    const auto position_sums = sums.subspan(position * layout_.columns, layout_.columns);
    for (int64_t block = 0; block < layout_.row_blocks; ++block) {
      for (int step = 0; step < drive.bits; ++step) {
        const bool is_subtracted = drive.is_signed && step == drive.bits - 1;
        const int64_t step_weight = (is_subtracted ? -1 : 1) * (int64_t{1} << step);
        ReadStep(DrivenRows(activations, block, step), block, step_weight, position_sums, tally);
      }
    }
  }
  return tally;
}

std::vector<int64_t> PlainMatrix::DrivenRows(std::span<const int32_t> activations,
                                             int64_t row_block, int step) const {
  std::vector<int64_t> rows;
  const int64_t first_row = row_block * layout_.array_rows;
  for (int64_t row = first_row; row < first_row + layout_.RowsIn(row_block); ++row) {
    if (((activations[row] >> step) & 1) != 0) rows.push_back(row);
  }
  return rows;
}

void PlainMatrix::ReadStep(std::span<const int64_t> driven_rows, int64_t row_block,
                           int64_t step_weight, std::span<int64_t> sums, ReadTally& tally) const {
  const auto driven = static_cast<int64_t>(driven_rows.size());
  int64_t clipped_units = 0;
  const int64_t unit = Convert(driven, clipped_units);
  tally.active_rows += driven * layout_.column_blocks;
  tally.clipped_conversions += clipped_units * layout_.column_blocks;
  for (int64_t column = 0; column < layout_.columns; ++column) {
    int64_t merged = -layout_.weight_bias() * unit;
    for (int slice = 0; slice < layout_.slices; ++slice) {
      const int64_t cell_column = column * layout_.slices + slice;
      int64_t column_sum = 0;
      for (const int64_t row : driven_rows) column_sum += Level(row, cell_column);
      const int64_t code = Convert(column_sum, tally.clipped_conversions);
      const bool is_flipped = IsFlipped(row_block, cell_column);
      const int64_t value = is_flipped ? layout_.highest_level() * unit - code : code;
      merged += value * (int64_t{1} << (slice * layout_.cell_bits));
    }
    sums[column] += step_weight * merged;
  }
}

int64_t PlainMatrix::Convert(int64_t column_sum, int64_t& clipped) const {
  if (column_sum > layout_.adc_max) ++clipped;
  return std::min(column_sum, layout_.adc_max);
}

}  // namespace aqua::crossbar

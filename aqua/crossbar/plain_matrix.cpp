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

CrossbarCounts PlainMatrix::Multiply(const Drive& drive, std::span<int64_t> sums) const {
  CrossbarCounts counts;
  std::fill(sums.begin(), sums.end(), 0);
  for (int64_t position = 0; position < drive.positions; ++position) {
    const auto activations = drive.activations.subspan(position * layout_.rows, layout_.rows);
    const auto position_sums = sums.subspan(position * layout_.columns, layout_.columns);
    for (int64_t row_block = 0; row_block < layout_.row_blocks; ++row_block) {
      for (int64_t column_block = 0; column_block < layout_.column_blocks; ++column_block) {
        for (int step = 0; step < drive.bits; ++step) {
          const bool is_subtracted = drive.is_signed && step == drive.bits - 1;
          const int64_t step_weight = (is_subtracted ? -1 : 1) * (int64_t{1} << step);
          ReadArray(DriveRows(activations, row_block, step, counts), row_block, column_block,
                    step_weight, position_sums, counts);
        }
      }
    }
  }
  return counts;
}

// The rows of one array in one time step. Rows that hold no weights are converted, too.
std::vector<int64_t> PlainMatrix::DriveRows(std::span<const int32_t> activations, int64_t row_block,
                                            int step, CrossbarCounts& counts) const {
  std::vector<int64_t> rows;
  for (int64_t array_row = 0; array_row < layout_.array_rows; ++array_row) {
    const int64_t row = row_block * layout_.array_rows + array_row;
    const int32_t activation = row < layout_.rows ? activations[row] : 0;
    ++counts.dac_conversions;
    if (((activation >> step) & 1) == 0) continue;
    ++counts.active_rows;
    rows.push_back(row);
  }
  return rows;
}

void PlainMatrix::ReadArray(std::span<const int64_t> driven_rows, int64_t row_block,
                            int64_t column_block, int64_t step_weight, std::span<int64_t> sums,
                            CrossbarCounts& counts) const {
  ++counts.array_reads;
  ++counts.unit_conversions;
  const int64_t unit = Convert(static_cast<int64_t>(driven_rows.size()), counts);
  for (int64_t array_column = 0; array_column < layout_.array_columns; ++array_column) {
    const int64_t cell_column = layout_.CellColumnAt(column_block, array_column);
    if (cell_column == Layout::kNoColumn) {
      ++counts.adc_idle_conversions;
      continue;
    }
    const int64_t slice = cell_column % layout_.slices;
    const int64_t value = ReadColumn(driven_rows, row_block, cell_column, unit, counts);
    const int64_t bias = slice == layout_.slices - 1 ? layout_.weight_bias() * unit : 0;
    const int64_t merged = value * (int64_t{1} << (slice * layout_.cell_bits)) - bias;
    sums[cell_column / layout_.slices] += step_weight * merged;
  }
}

int64_t PlainMatrix::ReadColumn(std::span<const int64_t> driven_rows, int64_t row_block,
                                int64_t cell_column, int64_t unit, CrossbarCounts& counts) const {
  int64_t column_sum = 0;
  for (const int64_t row : driven_rows) column_sum += Level(row, cell_column);
  ++counts.adc_conversions;
  const int64_t code = Convert(column_sum, counts);
  return IsFlipped(row_block, cell_column) ? layout_.highest_level() * unit - code : code;
}

int64_t PlainMatrix::Convert(int64_t column_sum, CrossbarCounts& counts) const {
  if (column_sum > layout_.adc_max) ++counts.clipped_conversions;
  return std::min(column_sum, layout_.adc_max);
}

}  // namespace aqua::crossbar

#include "aqua/crossbar/layout.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "aqua/core/error.h"

namespace aqua::crossbar {
namespace {

// Wide enough for any array or layer, narrow enough for sums and counts to stay far from 2^63.
constexpr int64_t kMostArrayLines = 65536;
constexpr int64_t kMostLines = int64_t{1} << 24;
constexpr int kMostBits = 16;
constexpr int kMostCellBits = 4;
constexpr double kMostDeviation = 1e3;

int64_t CeilDivide(int64_t dividend, int64_t divisor) { return (dividend + divisor - 1) / divisor; }

void CheckWhole(std::string_view what, int64_t value, int64_t most) {
  if (value >= 1 && value <= most) return;
  throw Error("crossbar: {} is {}; give 1 to {}", what, value, most);
}

// The negated comparisons refuse what is no number, too.
void CheckReal(std::string_view what, double value, double most) {
  if (value >= 0 && value <= most) return;
  throw Error("crossbar: {} is {}; give 0 to {}", what, value, most);
}

void CheckDevices(const NonIdealities& devices) {
  CheckReal("the conductance spread", devices.conductance_spread, kMostDeviation);
  CheckReal("the read noise", devices.read_noise_lsb, kMostDeviation);
  CheckReal("the share of cells stuck low", devices.stuck_low_share, 1);
  CheckReal("the share of cells stuck high", devices.stuck_high_share, 1);
  CheckReal("the share of stuck cells", devices.stuck_low_share + devices.stuck_high_share, 1);
  const double ratio = devices.on_off_ratio;
  if (ratio == 0 || (ratio > 1 && std::isfinite(ratio))) return;
  throw Error("crossbar: the on/off ratio is {}; give more than 1, or 0 for infinite", ratio);
}

void CheckSpec(const CrossbarSpec& spec) {
  CheckWhole("the number of array rows", spec.array_rows, kMostArrayLines);
  CheckWhole("the number of array columns", spec.array_columns, kMostArrayLines);
  CheckWhole("the number of bits a cell", spec.cell_bits, kMostCellBits);
  CheckWhole("the number of ADC bits", spec.adc_bits, kMostBits);
  CheckDevices(spec.devices);
}

}  // namespace

int64_t Layout::RowsIn(int64_t row_block) const {
  return std::min(array_rows, rows - row_block * array_rows);
}

int64_t Layout::CellColumnAt(int64_t column_block, int64_t array_column) const {
  const int64_t cell_column = column_block * array_cell_columns() + array_column;
  const bool is_held = array_column < array_cell_columns() && cell_column < cell_columns();
  return is_held ? cell_column : kNoColumn;
}

int64_t Layout::ColumnBlockOf(int64_t cell_column) const {
  return cell_column / array_cell_columns();
}

bool Layout::IsFlipped(int64_t level_sum, int64_t row_count) const {
  return flips_columns && 2 * level_sum > row_count * highest_level();
}

Layout PlanLayout(int64_t rows, int64_t columns, int weight_bits, const CrossbarSpec& spec) {
  CheckSpec(spec);
  CheckWhole("the number of matrix rows", rows, kMostLines);
  CheckWhole("the number of matrix columns", columns, kMostLines);
  CheckWhole("the number of weight bits", weight_bits, kMostBits);
  Layout layout;
  layout.rows = rows;
  layout.columns = columns;
  layout.array_rows = spec.array_rows;
  layout.array_columns = spec.array_columns;
  layout.weight_bits = weight_bits;
  layout.cell_bits = spec.cell_bits;
  layout.slices = static_cast<int>(CeilDivide(weight_bits, spec.cell_bits));
  layout.adc_max = (int64_t{1} << spec.adc_bits) - 1;
  layout.flips_columns = spec.flips_columns;
  layout.row_blocks = CeilDivide(rows, spec.array_rows);
  layout.column_blocks = CeilDivide(layout.cell_columns(), spec.array_columns);
  if (!spec.keeps_weights_whole) return layout;
  if (layout.slices > spec.array_columns) {
    throw Error(
        "crossbar: a weight of {} bits takes {} columns, an array has {}; let weights straddle",
        weight_bits, layout.slices, spec.array_columns);
  }
  layout.array_weights = spec.array_columns / layout.slices;
  layout.column_blocks = CeilDivide(columns, layout.array_weights);
  return layout;
}

}  // namespace aqua::crossbar

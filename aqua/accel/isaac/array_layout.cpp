#include "aqua/accel/isaac/array_layout.h"

#include <algorithm>

#include "aqua/accel/checked_math.h"
#include "aqua/core/error.h"

namespace aqua::accel {
namespace {

using layers::Workload;

int64_t Rows(const Workload& work) {
  return CheckedProduct(work.layer, {work.kernel_height, work.kernel_width, work.input_channels});
}

int64_t ColumnBlocks(const Workload& work, int64_t slices, int64_t width, ColumnRule rule) {
  if (rule == ColumnRule::kStraddle) {
    return CeilDivide(CheckedProduct(work.layer, {work.columns(), slices}), width);
  }
  const int64_t weights_a_row = width / slices;
  if (weights_a_row == 0) {
    throw Error("layer \"{}\": a weight of {} columns does not fit whole into arrays of {}",
                work.layer, slices, width);
  }
  return CeilDivide(work.columns(), weights_a_row);
}

}  // namespace

int64_t RowBlocks(const Workload& work, const IsaacConstants& constants) {
  return CeilDivide(Rows(work), constants.array_rows);
}

ArrayLayout LayOutInArrays(const Workload& work, const IsaacConstants& constants,
                           ColumnRule column_rule, Packing packing) {
  const int64_t slices = CeilDivide(work.weight_bits, constants.cell_bits);
  ArrayLayout layout;
  layout.row_blocks = RowBlocks(work, constants);
  layout.column_blocks = ColumnBlocks(work, slices, constants.array_columns, column_rule);
  if (packing == Packing::kDiagonal && layout.row_blocks == 1 && layout.column_blocks == 1) {
    layout.groups_per_array = std::min(constants.array_rows / Rows(work),
                                       constants.array_columns / (work.columns() * slices));
  }
  layout.crossbars = CheckedProduct(work.layer, {CeilDivide(work.groups, layout.groups_per_array),
                                                 layout.row_blocks, layout.column_blocks});
  layout.used_columns =
      CheckedProduct(work.layer, {work.groups, layout.row_blocks, work.columns(), slices});
  return layout;
}

}  // namespace aqua::accel

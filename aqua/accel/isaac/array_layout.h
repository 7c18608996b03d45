// How one layer's weights lie in arrays.
//   slices        = ceil(weight_bits / cell_bits)
//   row blocks    = ceil(rows / array_rows)
//   column blocks : by ColumnRule
//   crossbars     = groups * row blocks * column blocks
// Packing::kDiagonal: where a group needs no whole array, groups share one, each with rows and
// columns of its own,
//   groups an array = min(floor(array_rows / rows), floor(array_columns / (columns * slices)))
//   crossbars       = ceil(groups / groups an array)
// and all are read at once: where other groups' rows cross a group's columns the cells hold the
// weight zero, so they add nothing. (Zero as it is encoded, with the weight bias: the unit column,
// which sums the inputs of all groups, takes bias and flips off as in any array.)
#pragma once

#include <cstdint>

#include "aqua/accel/isaac/isaac_constants.h"
#include "aqua/accel/isaac/isaac_settings.h"
#include "aqua/layers/workload.h"

namespace aqua::accel {

struct ArrayLayout {
  int64_t row_blocks = 0;     // Of one group.
  int64_t column_blocks = 0;  // Of one group.
  int64_t groups_per_array = 1;
  int64_t crossbars = 0;     // Of all groups.
  int64_t used_columns = 0;  // That hold weights, in all crossbars together; packed or not.
};

// `work`: a layer with weights. Throws Error for weights that cannot be kept whole in an array, and
// past 2^63.
ArrayLayout LayOutInArrays(const layers::Workload& work, const IsaacConstants& constants,
                           ColumnRule column_rule, Packing packing);

// ceil(rows / array_rows): how many arrays a result is merged from.
int64_t RowBlocks(const layers::Workload& work, const IsaacConstants& constants);

}  // namespace aqua::accel

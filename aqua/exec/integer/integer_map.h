// The integers that a kernel slides over, channels last, and the rows of a matrix product cut from
// them.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "aqua/core/window.h"
#include "aqua/layers/workload.h"

namespace aqua::exec {

struct IntegerMap {
  int64_t channels = 0;
  int64_t height = 0;
  int64_t width = 0;
  std::vector<int32_t> values;  // height x width x channels.
};

// What a kernel reads of `planes`, channels x held window, in `read`: both windows in the
// coordinates of the full map, the cells that are not held as zeros.
IntegerMap ReadChannelsLast(std::span<const int32_t> planes, int64_t channels, const Window& held,
                            const Window& read);

// True when the map's cells are the rows of the product: a 1x1 kernel that visits all of them.
bool RowsAreCells(const layers::Workload& work);

// The rows of some positions: kernel row, kernel column, channel. `map` holds the channels of one
// group. `rows`: positions x work.rows(), overwritten.
void GatherRows(const IntegerMap& map, const layers::Workload& work,
                std::span<const int64_t> positions, std::span<int32_t> rows);

}  // namespace aqua::exec

// Where the elements of one tensor lie in another, axis by axis: the element at (i, j, ...) is at
// offsets[0][i] + offsets[1][j] + ... Transposing, slicing, padding, broadcasting and reducing are
// all such tables.
#pragma once

#include <cstdint>
#include <vector>

#include "aqua/core/shape.h"
#include "aqua/core/tensor.h"

namespace aqua::layers {

inline constexpr int64_t kNowhere = -1;  // In a table, and so for every element that uses it.

using AxisOffsets = std::vector<std::vector<int64_t>>;  // By axis, then by index on the axis.

// Elements between neighbours on each axis of a dense tensor.
std::vector<int64_t> RowMajorStrides(const Shape& shape);

// Table i -> i * stride for i below `count`.
std::vector<int64_t> EvenOffsets(int64_t count, int64_t stride);

// Calls visit(index, offset) for every element in row-major order; offset is kNowhere if any axis
// says so.
template <typename Visit>
void ForEachOffset(const AxisOffsets& offsets, Visit visit) {
  int64_t count = 1;
  for (const auto& axis : offsets) count *= static_cast<int64_t>(axis.size());
  std::vector<size_t> at(offsets.size(), 0);
  for (int64_t index = 0; index < count; ++index) {
    int64_t offset = 0;
    for (size_t axis = 0; axis < at.size(); ++axis) {
      const int64_t step = offsets[axis][at[axis]];
      offset = offset == kNowhere || step == kNowhere ? kNowhere : offset + step;
    }
    visit(index, offset);
    for (size_t axis = at.size(); axis-- > 0;) {
      if (++at[axis] < offsets[axis].size()) break;
      at[axis] = 0;
    }
  }
}

// Fills `result` from `input` by the tables; `fill` where they point nowhere.
void Gather(const Tensor& input, const AxisOffsets& offsets, float fill, Tensor& result);

}  // namespace aqua::layers

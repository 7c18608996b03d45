#include "aqua/layers/broadcast.h"

#include <algorithm>

#include "aqua/core/error.h"

namespace aqua::layers {

Shape WithRank(const Shape& shape, int rank) {
  AQUA_CHECK(shape.rank() <= rank);
  std::vector<int64_t> dims(static_cast<size_t>(rank - shape.rank()), 1);
  dims.insert(dims.end(), shape.dims().begin(), shape.dims().end());
  return Shape(dims);
}

Shape BroadcastShape(const Shape& a, const Shape& b) {
  const int rank = std::max(a.rank(), b.rank());
  const Shape first = WithRank(a, rank);
  const Shape second = WithRank(b, rank);
  Shape result = first;
  for (int axis = 0; axis < rank; ++axis) {
    if (first[axis] != second[axis] && first[axis] != 1 && second[axis] != 1) {
      throw Error("shapes {} and {} do not broadcast to one", a.ToString(), b.ToString());
    }
    if (first[axis] == 1) result[axis] = second[axis];
  }
  return result;
}

AxisOffsets BroadcastOffsets(const Shape& shape, const Shape& output) {
  const Shape aligned = WithRank(shape, output.rank());
  const std::vector<int64_t> strides = RowMajorStrides(aligned);
  AxisOffsets offsets;
  for (int axis = 0; axis < output.rank(); ++axis) {
    const bool repeats = aligned[axis] == 1;
    offsets.push_back(EvenOffsets(output[axis], repeats ? 0 : strides[static_cast<size_t>(axis)]));
  }
  return offsets;
}

}  // namespace aqua::layers

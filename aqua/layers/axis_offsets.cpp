#include "aqua/layers/axis_offsets.h"

namespace aqua::layers {

std::vector<int64_t> RowMajorStrides(const Shape& shape) {
  std::vector<int64_t> strides(static_cast<size_t>(shape.rank()), 1);
  for (size_t axis = strides.size(); axis-- > 1;) {
    strides[axis - 1] = strides[axis] * shape[static_cast<int>(axis)];
  }
  return strides;
}

std::vector<int64_t> EvenOffsets(int64_t count, int64_t stride) {
  std::vector<int64_t> offsets(static_cast<size_t>(count));
  for (int64_t i = 0; i < count; ++i) offsets[static_cast<size_t>(i)] = i * stride;
  return offsets;
}

void Gather(const Tensor& input, const AxisOffsets& offsets, float fill, Tensor& result) {
  ForEachOffset(offsets, [&](int64_t index, int64_t offset) {
    result[index] = offset == kNowhere ? fill : input[offset];
  });
}

}  // namespace aqua::layers

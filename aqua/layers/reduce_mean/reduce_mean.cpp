#include "aqua/layers/reduce_mean/reduce_mean.h"

#include <algorithm>
#include <numeric>

#include "aqua/core/error.h"
#include "aqua/layers/axis_offsets.h"
#include "aqua/layers/global_pool/global_pool.h"
#include "aqua/layers/import_axes.h"

namespace aqua::layers {
namespace {

Shape WithAxesOfOne(Shape shape, const std::vector<int>& axes) {
  for (const int axis : axes) shape[axis] = 1;
  return shape;
}

}  // namespace

ReduceMean::ReduceMean(std::vector<int> axes, bool keeps_dimensions)
    : axes_(std::move(axes)), keeps_dimensions_(keeps_dimensions) {
  std::sort(axes_.begin(), axes_.end());
  axes_.erase(std::unique(axes_.begin(), axes_.end()), axes_.end());
  if (axes_.empty() || axes_.front() < 1) {
    throw Error("a mean over the batch would mix images; AQuA takes means over other axes only");
  }
}

Shape ReduceMean::OutputShape(std::span<const Shape> inputs) const {
  const Shape& input = inputs[0];
  if (axes_.back() >= input.rank()) {
    throw Error("a mean over axis {} does not fit an input of {}", axes_.back(), input.ToString());
  }
  for (const int axis : axes_) {
    if (input[axis] < 1) throw Error("a mean over nothing: the input is {}", input.ToString());
  }
  if (keeps_dimensions_) return WithAxesOfOne(input, axes_);
  std::vector<int64_t> dims;
  for (int axis = 0; axis < input.rank(); ++axis) {
    if (!std::binary_search(axes_.begin(), axes_.end(), axis)) dims.push_back(input[axis]);
  }
  return Shape(dims);
}

void ReduceMean::Run(std::span<const Activation> inputs, Activation& result) const {
  const Tensor& input = inputs[0].data;
  const Shape kept_axes = WithAxesOfOne(input.shape(), axes_);
  const std::vector<int64_t> strides = RowMajorStrides(kept_axes);
  AxisOffsets to;
  for (int axis = 0; axis < input.shape().rank(); ++axis) {
    const bool reduced = std::binary_search(axes_.begin(), axes_.end(), axis);
    to.push_back(
        EvenOffsets(input.shape()[axis], reduced ? 0 : strides[static_cast<size_t>(axis)]));
  }
  std::vector<double> sums(static_cast<size_t>(result.data.size()), 0);
  ForEachOffset(to, [&](int64_t index, int64_t offset) {
    sums[static_cast<size_t>(offset)] += static_cast<double>(input[index]);
  });
  const double count =
      static_cast<double>(input.size()) / static_cast<double>(kept_axes.ElementCount());
  for (int64_t i = 0; i < result.data.size(); ++i) {
    result.data[i] = static_cast<float>(sums[static_cast<size_t>(i)] / count);
  }
}

ImportedLayer ImportReduceMean(const ImportContext& context) {
  const int rank = context.ActivationShape(0).rank();
  const bool keeps_dimensions = context.Int("keepdims", 1) != 0;
  const std::optional<std::vector<int>> given = ImportAxes(context, rank);
  if ((!given || given->empty()) && context.Int("noop_with_empty_axes", 0) != 0) return {{}, {0}};
  std::vector<int> axes = given.value_or(std::vector<int>());
  if (axes.empty()) {
    axes.resize(static_cast<size_t>(rank));
    std::iota(axes.begin(), axes.end(), 0);
  }
  std::sort(axes.begin(), axes.end());
  if (rank == 4 && axes == std::vector<int>{2, 3}) {
    return {std::make_shared<GlobalPool>(PoolOperation::kAverage, keeps_dimensions), {0}};
  }
  return {std::make_shared<ReduceMean>(axes, keeps_dimensions), {0}};
}

}  // namespace aqua::layers

#include "aqua/layers/transpose/transpose.h"

#include <algorithm>
#include <numeric>

#include "aqua/core/error.h"
#include "aqua/layers/axis_offsets.h"
#include "aqua/layers/import_axes.h"

namespace aqua::layers {

Transpose::Transpose(std::vector<int> order) : order_(std::move(order)) {
  std::vector<int> sorted = order_;
  std::sort(sorted.begin(), sorted.end());
  for (size_t i = 0; i < sorted.size(); ++i) {
    if (sorted[i] != static_cast<int>(i)) {
      throw Error("a transpose must name each of its {} axes once", sorted.size());
    }
  }
  if (order_.empty() || order_[0] != 0) {
    throw Error("a transpose that moves the batch axis would mix images");
  }
}

Shape Transpose::OutputShape(std::span<const Shape> inputs) const {
  const Shape& input = inputs[0];
  if (input.rank() != static_cast<int>(order_.size())) {
    throw Error("a transpose of {} axes does not fit an input of {}", order_.size(),
                input.ToString());
  }
  Shape output = input;
  for (int axis = 0; axis < input.rank(); ++axis) {
    output[axis] = input[order_[static_cast<size_t>(axis)]];
  }
  return output;
}

void Transpose::Run(std::span<const Activation> inputs, Activation& result) const {
  const Shape& from = inputs[0].data.shape();
  const std::vector<int64_t> strides = RowMajorStrides(from);
  AxisOffsets offsets;
  for (const int axis : order_) {
    offsets.push_back(EvenOffsets(from[axis], strides[static_cast<size_t>(axis)]));
  }
  Gather(inputs[0].data, offsets, 0, result.data);
}

ImportedLayer ImportTranspose(const ImportContext& context) {
  const int rank = context.ActivationShape(0).rank();
  std::vector<int> order;
  for (const int64_t axis : context.Ints("perm", {})) {
    order.push_back(ImportAxis(context, axis, rank));
  }
  if (!context.HasAttribute("perm")) {
    order.resize(static_cast<size_t>(rank));
    std::iota(order.rbegin(), order.rend(), 0);
  }
  return {std::make_shared<Transpose>(order), {0}};
}

}  // namespace aqua::layers

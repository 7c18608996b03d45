#include "aqua/layers/slice/slice.h"

#include <algorithm>
#include <numeric>

#include "aqua/core/error.h"
#include "aqua/layers/axis_offsets.h"
#include "aqua/layers/import_axes.h"
#include "aqua/layers/read_window.h"

namespace aqua::layers {
namespace {

// The four lists of the operator, parallel.
struct SliceLists {
  std::vector<int64_t> starts;
  std::vector<int64_t> ends;
  std::vector<int64_t> axes;
  std::vector<int64_t> steps;
};

SliceLists ImportLists(const ImportContext& context) {
  SliceLists lists;
  const bool are_attributes = context.HasAttribute("starts");
  lists.starts = are_attributes ? context.Ints("starts", {}) : context.ConstantInts(1);
  lists.ends = are_attributes ? context.Ints("ends", {}) : context.ConstantInts(2);
  const size_t count = lists.starts.size();
  lists.axes.resize(count);
  std::iota(lists.axes.begin(), lists.axes.end(), int64_t{0});
  lists.axes = context.Ints("axes", lists.axes);
  if (context.HasInput(3)) lists.axes = context.ConstantInts(3);
  lists.steps.assign(count, 1);
  if (context.HasInput(4)) lists.steps = context.ConstantInts(4);
  if (lists.ends.size() != count || lists.axes.size() != count || lists.steps.size() != count) {
    context.Fail("starts, ends, axes and steps have {}, {}, {} and {} values", count,
                 lists.ends.size(), lists.axes.size(), lists.steps.size());
  }
  return lists;
}

// Start and end as ONNX reads them: negative ones count from the end, all are clamped.
AxisRange Resolve(const ImportContext& context, int axis, int64_t start, int64_t end, int64_t step,
                  int64_t size) {
  if (step == 0) context.Fail("its step on axis {} is 0", axis);
  AxisRange range;
  range.axis = axis;
  range.step = std::clamp(step, -size, size);
  const int64_t shift = step > 0 ? 0 : 1;
  const auto clamp = [&](int64_t index, int64_t least) {
    return std::clamp(index < 0 ? index + size : index, least, size - shift);
  };
  range.start = clamp(start, 0);
  const int64_t length = step > 0 ? clamp(end, 0) - range.start : range.start - clamp(end, -shift);
  const int64_t stride = std::abs(range.step);
  range.count = (length + stride - 1) / stride;
  if (range.count < 1) context.Fail("it leaves nothing of axis {}, which has size {}", axis, size);
  return range;
}

}  // namespace

Slice::Slice(std::vector<AxisRange> ranges) : ranges_(std::move(ranges)) {
  for (const AxisRange& range : ranges_) {
    if (range.axis < 1) throw Error("a slice of the batch axis would drop images");
  }
}

Shape Slice::OutputShape(std::span<const Shape> inputs) const {
  Shape output = inputs[0];
  for (const AxisRange& range : ranges_) {
    const int64_t size = range.axis < output.rank() ? inputs[0][range.axis] : 0;
    const int64_t last = range.start + (range.count - 1) * range.step;
    if (std::min(range.start, last) < 0 || std::max(range.start, last) >= size) {
      throw Error("a slice from {} to {} of axis {} does not fit an input of {}", range.start, last,
                  range.axis, inputs[0].ToString());
    }
    output[range.axis] = range.count;
  }
  return output;
}

Locality Slice::locality() const {
  const bool is_of_channels =
      std::all_of(ranges_.begin(), ranges_.end(), [](const AxisRange& r) { return r.axis == 1; });
  return is_of_channels ? Locality::kLocal : Locality::kPositional;
}

Window Slice::InputWindow(const Window& output, std::span<const Shape> inputs,
                          size_t input_index) const {
  return locality() == Locality::kLocal ? output : Window::Full(inputs[input_index]);
}

void Slice::Run(std::span<const Activation> inputs, Activation& result) const {
  const Tensor input =
      locality() == Locality::kLocal ? ReadWindow(inputs[0], result.place.window) : inputs[0].data;
  const std::vector<int64_t> strides = RowMajorStrides(input.shape());
  AxisOffsets offsets;
  for (int axis = 0; axis < input.shape().rank(); ++axis) {
    offsets.push_back(EvenOffsets(input.shape()[axis], strides[static_cast<size_t>(axis)]));
  }
  for (const AxisRange& range : ranges_) {
    const auto axis = static_cast<size_t>(range.axis);
    offsets[axis] = EvenOffsets(range.count, range.step * strides[axis]);
    for (int64_t& offset : offsets[axis]) offset += range.start * strides[axis];
  }
  Gather(input, offsets, 0, result.data);
}

ImportedLayer ImportSlice(const ImportContext& context) {
  const Shape& input = context.ActivationShape(0);
  const SliceLists lists = ImportLists(context);
  std::vector<AxisRange> ranges;
  std::vector<bool> seen(static_cast<size_t>(input.rank()), false);
  for (size_t i = 0; i < lists.starts.size(); ++i) {
    const int axis = ImportAxis(context, lists.axes[i], input.rank());
    if (seen[static_cast<size_t>(axis)]) context.Fail("axis {} is named twice", axis);
    seen[static_cast<size_t>(axis)] = true;
    const AxisRange range =
        Resolve(context, axis, lists.starts[i], lists.ends[i], lists.steps[i], input[axis]);
    const bool is_whole = range.start == 0 && range.step == 1 && range.count == input[axis];
    if (!is_whole) ranges.push_back(range);
  }
  if (ranges.empty()) return {{}, {0}};
  return {std::make_shared<Slice>(ranges), {0}};
}

}  // namespace aqua::layers

#include <algorithm>
#include <numeric>

#include "aqua/core/error.h"
#include "aqua/graph/internal/folding/rules.h"
#include "aqua/graph/internal/split_sizes.h"
#include "aqua/layers/broadcast.h"
#include "aqua/layers/import_axes.h"

namespace aqua::graph {
namespace {

using layers::AxisOffsets;

// Every axis whole.
AxisOffsets WholeOffsets(const Shape& shape) {
  const std::vector<int64_t> strides = layers::RowMajorStrides(shape);
  AxisOffsets offsets;
  for (int axis = 0; axis < shape.rank(); ++axis) {
    offsets.push_back(layers::EvenOffsets(shape[axis], strides[static_cast<size_t>(axis)]));
  }
  return offsets;
}

// From an attribute (older opsets) or an input (newer ones); empty where the node has neither.
std::vector<int64_t> List(const ImportContext& context, const char* name, size_t input) {
  if (context.HasAttribute(name)) return context.Ints(name, {});
  return context.HasInput(input) ? context.ConstantInts(input) : std::vector<int64_t>();
}

// The table entries at start, start + step, ... before `end`, by ONNX Slice's rules.
std::vector<int64_t> Sliced(const std::vector<int64_t>& table, int64_t start, int64_t end,
                            int64_t step) {
  const auto size = static_cast<int64_t>(table.size());
  if (step == 0) throw Error("its step is 0");
  if (size == 0) return {};
  const auto clamp = [size](int64_t at, int64_t least, int64_t most) {
    return std::clamp(at < 0 ? at + size : at, least, most);
  };
  const bool forward = step > 0;
  const int64_t stride = std::clamp(step, -size, size);
  const int64_t last = forward ? clamp(end, 0, size) : clamp(end, -1, size - 1);
  int64_t at = clamp(start, 0, forward ? size : size - 1);
  std::vector<int64_t> picked;
  for (; forward ? at < last : at > last; at += stride) {
    picked.push_back(table[static_cast<size_t>(at)]);
  }
  return picked;
}

std::vector<float> FloatsOf(const Known& known) { return ToFloats(*known.constant); }
std::vector<int64_t> IntegersOf(const Known& known) { return ToIntegers(*known.constant); }

// The inputs' values in the order of their concatenation; `outer` blocks of each.
template <typename Value>
std::vector<Value> Joined(const ImportContext& context, int64_t outer,
                          std::vector<Value> (*values_of)(const Known&)) {
  std::vector<std::vector<Value>> parts;
  for (size_t i = 0; i < context.input_count(); ++i) parts.push_back(values_of(context.input(i)));
  std::vector<Value> joined;
  for (int64_t block = 0; block < outer; ++block) {
    for (const auto& part : parts) {
      const auto size = static_cast<int64_t>(part.size()) / outer;
      joined.insert(joined.end(), part.begin() + block * size, part.begin() + (block + 1) * size);
    }
  }
  return joined;
}

Shape ConcatShape(const ImportContext& context, int axis) {
  Shape result = ShapeOf(context.input(0));
  result[axis] = 0;
  for (size_t i = 0; i < context.input_count(); ++i) {
    Shape other = ShapeOf(context.input(i));
    if (other.rank() != result.rank()) throw Error("it joins constants of different rank");
    const int64_t size = std::exchange(other[axis], result[axis]);
    if (other != result) throw Error("it joins constants of different shape");
    result[axis] += size;
  }
  return result;
}

}  // namespace

Known FoldTranspose(const ImportContext& context) {
  const Shape& from = ShapeOf(context.input(0));
  std::vector<int64_t> order(static_cast<size_t>(from.rank()));
  std::iota(order.rbegin(), order.rend(), 0);
  order = context.Ints("perm", order);
  std::vector<int64_t> sorted = order;
  std::sort(sorted.begin(), sorted.end());
  const AxisOffsets whole = WholeOffsets(from);
  AxisOffsets offsets;
  for (size_t axis = 0; axis < order.size(); ++axis) {
    if (sorted[axis] != static_cast<int64_t>(axis) || sorted.size() != whole.size()) {
      context.Fail("perm is no order of {} axes", from.rank());
    }
    offsets.push_back(whole[static_cast<size_t>(order[axis])]);
  }
  return Pick(context.input(0), offsets);
}

Known FoldExpand(const ImportContext& context) {
  const Shape& from = ShapeOf(context.input(0));
  const Shape to = layers::BroadcastShape(from, Shape(context.ConstantInts(1)));
  CheckSize(to, from.ElementCount());
  return BroadcastTo(context.input(0), to);
}

Known FoldGather(const ImportContext& context) {
  const Shape& from = ShapeOf(context.input(0));
  const int axis = ImportAxis(context, context.Int("axis", 0), from.rank());
  const Shape& indices = ShapeOf(context.input(1));
  std::vector<int64_t> dims(from.dims().begin(), from.dims().begin() + axis);
  dims.insert(dims.end(), indices.dims().begin(), indices.dims().end());
  dims.insert(dims.end(), from.dims().begin() + axis + 1, from.dims().end());
  CheckSize(Shape(dims), from.ElementCount());
  AxisOffsets offsets = WholeOffsets(from);
  const std::vector<int64_t> table = std::move(offsets[static_cast<size_t>(axis)]);
  std::vector<int64_t> picked;
  for (const int64_t index : context.ConstantInts(1)) {
    const int64_t size = from[axis];
    if (index < -size || index >= size) {
      context.Fail("index {} of an axis of {} is out of range", index, size);
    }
    picked.push_back(table[static_cast<size_t>(index < 0 ? index + size : index)]);
  }
  offsets[static_cast<size_t>(axis)] = std::move(picked);
  return WithShape(Pick(context.input(0), offsets), Shape(std::move(dims)));
}

Known FoldSlice(const ImportContext& context) {
  const Shape& from = ShapeOf(context.input(0));
  const std::vector<int64_t> starts = List(context, "starts", 1);
  const std::vector<int64_t> ends = List(context, "ends", 2);
  std::vector<int64_t> axes = List(context, "axes", 3);
  std::vector<int64_t> steps = List(context, "steps", 4);
  if (axes.empty()) {
    axes.resize(starts.size());
    std::iota(axes.begin(), axes.end(), 0);
  }
  if (steps.empty()) steps.assign(starts.size(), 1);
  if (ends.size() != starts.size() || axes.size() != starts.size() ||
      steps.size() != starts.size()) {
    context.Fail("starts, ends, axes and steps have {}, {}, {} and {} values", starts.size(),
                 ends.size(), axes.size(), steps.size());
  }
  AxisOffsets offsets = WholeOffsets(from);
  for (size_t i = 0; i < starts.size(); ++i) {
    auto& table = offsets[static_cast<size_t>(ImportAxis(context, axes[i], from.rank()))];
    table = Sliced(table, starts[i], ends[i], steps[i]);
  }
  return Pick(context.input(0), offsets);
}

Known FoldConcat(const ImportContext& context) {
  const Shape& first = ShapeOf(context.input(0));
  const int axis = ImportAxis(context, context.Int("axis", 0), first.rank());
  const Shape shape = ConcatShape(context, axis);
  CheckSize(shape, 0);
  int64_t outer = 1;
  for (int i = 0; i < axis; ++i) outer *= shape[i];
  bool has_data = true;
  bool integers = true;
  for (size_t i = 0; i < context.input_count(); ++i) {
    const Known& input = context.input(i);
    has_data = has_data && input.constant;
    integers = integers && input.constant && input.constant->is_integer();
  }
  if (!has_data) return MakeShapeOnly(shape);
  if (integers) return MakeKnown(shape, Joined(context, outer, IntegersOf));
  return MakeKnown(shape, Joined(context, outer, FloatsOf));
}

std::vector<Known> FoldSplit(const ImportContext& context) {
  const Shape& from = ShapeOf(context.input(0));
  const int axis = ImportAxis(context, context.Int("axis", 0), from.rank());
  const AxisOffsets whole = WholeOffsets(from);
  const std::vector<int64_t>& table = whole[static_cast<size_t>(axis)];
  std::vector<Known> parts;
  int64_t begin = 0;
  for (const int64_t size : SplitSizes(context, from[axis])) {
    AxisOffsets offsets = whole;
    offsets[static_cast<size_t>(axis)] = {table.begin() + begin, table.begin() + begin + size};
    parts.push_back(Pick(context.input(0), offsets));
    begin += size;
  }
  return parts;
}

}  // namespace aqua::graph

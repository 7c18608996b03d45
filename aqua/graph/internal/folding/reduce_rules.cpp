#include <algorithm>
#include <limits>
#include <numeric>

#include "aqua/core/error.h"
#include "aqua/graph/internal/folding/rules.h"
#include "aqua/layers/import_axes.h"

namespace aqua::graph {
namespace {

// Folds `value` into `total`.
using Step = void (*)(double& total, double value);

struct Reduction {
  double start = 0;
  Step step = nullptr;
  bool is_mean = false;
};

// The axes that go; none where the node asks to keep all.
std::vector<int> ReducedAxes(const ImportContext& context, int rank) {
  std::vector<int> axes = ImportAxes(context, rank).value_or(std::vector<int>());
  if (axes.empty() && context.Int("noop_with_empty_axes", 0) == 0) {
    axes.resize(static_cast<size_t>(rank));
    std::iota(axes.begin(), axes.end(), 0);
  }
  return axes;
}

// The result's shape with reduced axes of size 1.
Shape KeptShape(Shape shape, const std::vector<int>& axes) {
  for (const int axis : axes) shape[axis] = 1;
  return shape;
}

Shape ResultShape(const ImportContext& context, const Shape& kept, const std::vector<int>& axes) {
  if (context.Int("keepdims", 1) != 0) return kept;
  std::vector<int64_t> dims;
  for (int axis = 0; axis < kept.rank(); ++axis) {
    if (std::find(axes.begin(), axes.end(), axis) == axes.end()) dims.push_back(kept[axis]);
  }
  return Shape(std::move(dims));
}

// For every element of `from`, the result that it goes into.
layers::AxisOffsets Destinations(const Shape& from, const Shape& kept) {
  const std::vector<int64_t> strides = layers::RowMajorStrides(kept);
  layers::AxisOffsets offsets;
  for (int axis = 0; axis < from.rank(); ++axis) {
    const int64_t stride = kept[axis] == from[axis] ? strides[static_cast<size_t>(axis)] : 0;
    offsets.push_back(layers::EvenOffsets(from[axis], stride));
  }
  return offsets;
}

std::vector<double> ToDoubles(const onnx::OnnxTensor& tensor) {
  return std::visit(
      [](const auto& values) { return std::vector<double>(values.begin(), values.end()); },
      tensor.values);
}

Values ToType(const std::vector<double>& values, bool integer) {
  if (!integer) {
    return std::vector<float>(values.begin(), values.end());
  }
  std::vector<int64_t> integers;
  for (const double value : values) {
    if (!(std::abs(value) < 0x1p63)) throw Error("it gives {}, too large for an integer", value);
    integers.push_back(static_cast<int64_t>(value));
  }
  return integers;
}

// In double: exact for integers up to 2^53, far past any size.
Known Reduce(const ImportContext& context, const Reduction& reduction) {
  const Known& input = context.input(0);
  const Shape& from = ShapeOf(input);
  const std::vector<int> axes = ReducedAxes(context, from.rank());
  const Shape kept = KeptShape(from, axes);
  const Shape shape = ResultShape(context, kept, axes);
  CheckSize(shape, from.ElementCount());
  if (!input.constant) return MakeShapeOnly(shape);
  const std::vector<double> values = ToDoubles(*input.constant);
  std::vector<double> totals(static_cast<size_t>(kept.ElementCount()), reduction.start);
  layers::ForEachOffset(Destinations(from, kept), [&](int64_t index, int64_t offset) {
    reduction.step(totals[static_cast<size_t>(offset)], values[static_cast<size_t>(index)]);
  });
  if (reduction.is_mean) {
    for (double& total : totals) {
      total *= static_cast<double>(totals.size()) / static_cast<double>(values.size());
    }
  }
  return MakeKnown(shape, ToType(totals, input.constant->is_integer()));
}

constexpr double kInfinity = std::numeric_limits<double>::infinity();

}  // namespace

Known FoldReduceMax(const ImportContext& context) {
  return Reduce(context, {-kInfinity, [](double& total, double v) { total = std::max(total, v); }});
}

Known FoldReduceMean(const ImportContext& context) {
  return Reduce(context, {0, [](double& total, double v) { total += v; }, true});
}

Known FoldReduceMin(const ImportContext& context) {
  return Reduce(context, {kInfinity, [](double& total, double v) { total = std::min(total, v); }});
}

Known FoldReduceProd(const ImportContext& context) {
  return Reduce(context, {1, [](double& total, double v) { total *= v; }});
}

Known FoldReduceSum(const ImportContext& context) {
  return Reduce(context, {0, [](double& total, double v) { total += v; }});
}

}  // namespace aqua::graph

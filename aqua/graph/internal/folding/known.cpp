#include "aqua/graph/internal/folding/known.h"

#include <algorithm>
#include <cmath>

#include "aqua/core/error.h"
#include "aqua/layers/broadcast.h"

namespace aqua::graph {
namespace {

constexpr int kMaxRank = 16;
constexpr int64_t kMaxGrownCount = int64_t{1} << 24;

}  // namespace

Known MakeKnown(Shape shape, Values values, int32_t element_type) {
  Known known;
  known.constant = std::make_shared<const onnx::OnnxTensor>(
      onnx::OnnxTensor{std::move(shape), std::move(values), element_type});
  return known;
}

Known MakeIntegers(std::vector<int64_t> values) {
  const Shape shape{static_cast<int64_t>(values.size())};
  return MakeKnown(shape, std::move(values));
}

Known MakeShapeOnly(Shape shape) {
  Known known;
  known.shape_only = std::move(shape);
  return known;
}

const Shape& ShapeOf(const Known& known) {
  if (known.constant) return known.constant->shape;
  if (!known.shape_only) throw Error("an input is missing");
  return *known.shape_only;
}

void CheckSize(const Shape& shape, int64_t source_count) {
  if (shape.rank() > kMaxRank) {
    throw Error("a computed constant has {} dimensions, expected at most {}", shape.rank(),
                kMaxRank);
  }
  // Dimensions of 0 count as 1, so that no part of the product overflows later.
  std::vector<int64_t> dims = shape.dims();
  std::replace(dims.begin(), dims.end(), int64_t{0}, int64_t{1});
  const int64_t most = std::max(kMaxGrownCount, source_count);
  if (Shape(std::move(dims)).ElementCount() > most) {
    throw Error("a computed constant has shape {}, expected at most {} elements", shape.ToString(),
                most);
  }
}

Known WithShape(const Known& known, Shape shape) {
  const int64_t count = ShapeOf(known).ElementCount();
  CheckSize(shape, count);
  if (shape.ElementCount() != count) {
    throw Error("a constant of {} cannot take the shape {}", ShapeOf(known).ToString(),
                shape.ToString());
  }
  if (!known.constant) return MakeShapeOnly(std::move(shape));
  return MakeKnown(std::move(shape), known.constant->values, known.constant->element_type);
}

Known Pick(const Known& known, const layers::AxisOffsets& offsets) {
  std::vector<int64_t> dims;
  for (const auto& axis : offsets) dims.push_back(static_cast<int64_t>(axis.size()));
  const Shape shape(dims);
  if (!known.constant) return MakeShapeOnly(shape);
  const auto pick = [&](const auto& values) -> Values {
    std::decay_t<decltype(values)> picked(static_cast<size_t>(shape.ElementCount()));
    layers::ForEachOffset(offsets, [&](int64_t index, int64_t offset) {
      picked[static_cast<size_t>(index)] = values[static_cast<size_t>(offset)];
    });
    return picked;
  };
  return MakeKnown(shape, std::visit(pick, known.constant->values), known.constant->element_type);
}

Known BroadcastTo(const Known& known, const Shape& shape) {
  if (ShapeOf(known) == shape) return known;
  return Pick(known, layers::BroadcastOffsets(ShapeOf(known), shape));
}

std::vector<float> ToFloats(const onnx::OnnxTensor& tensor) {
  if (!tensor.is_integer()) return tensor.floats();
  return {tensor.integers().begin(), tensor.integers().end()};
}

std::vector<int64_t> ToIntegers(const onnx::OnnxTensor& tensor) {
  if (tensor.is_integer()) return tensor.integers();
  constexpr float kLimit = 0x1p63F;
  std::vector<int64_t> integers;
  for (const float value : tensor.floats()) {
    if (!(std::abs(value) < kLimit)) throw Error("a constant of {} becomes no integer", value);
    integers.push_back(static_cast<int64_t>(value));
  }
  return integers;
}

}  // namespace aqua::graph

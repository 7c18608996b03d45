#include <cmath>

#include "aqua/core/error.h"
#include "aqua/graph/internal/folding/rules.h"
#include "aqua/layers/broadcast.h"

namespace aqua::graph {
namespace {

constexpr double kMaxRangeCount = 0x1p24;

// TensorProto.DataType of the ONNX format.
constexpr int64_t kFloat = 1;
constexpr int64_t kString = 8;
constexpr int64_t kBool = 9;
constexpr int64_t kFloat16 = 10;
constexpr int64_t kDouble = 11;
constexpr int64_t kLastInteger = 13;
constexpr int64_t kBfloat16 = 16;

template <typename T>
const T* Find(const ImportContext& context, const char* name) {
  const auto found = context.node().attributes.find(name);
  return found == context.node().attributes.end() ? nullptr : std::get_if<T>(&found->second);
}

// The tensor of an attribute, which the model keeps for as long as the import lasts.
Known Kept(const onnx::OnnxTensor& tensor) {
  Known known;
  known.constant = ConstantPtr(ConstantPtr(), &tensor);
  return known;
}

float OneFloat(const ImportContext& context, size_t index) {
  return context.ConstantScalar(index, 0);
}

int64_t OneInteger(const ImportContext& context, size_t index) {
  const std::vector<int64_t> values = context.ConstantInts(index);
  if (values.size() != 1) context.Fail("input {} must be one number", index);
  return values[0];
}

// How many values lie from `start` up to `limit`, `step` apart.
int64_t RangeCount(const ImportContext& context, double start, double limit, double step) {
  const double count = std::ceil((limit - start) / step);
  if (step == 0 || !(count <= kMaxRangeCount)) {
    context.Fail("its range from {} to {} by {} has no end or is too long", start, limit, step);
  }
  return count > 0 ? static_cast<int64_t>(count) : 0;
}

Known IntegerRange(const ImportContext& context) {
  const int64_t start = OneInteger(context, 0);
  const int64_t limit = OneInteger(context, 1);
  const int64_t step = OneInteger(context, 2);
  const int64_t count = RangeCount(context, static_cast<double>(start), static_cast<double>(limit),
                                   static_cast<double>(step));
  std::vector<int64_t> values;
  for (int64_t i = 0; i < count; ++i) {
    // Unsigned, where overflow is defined: doubles may count one too many.
    values.push_back(static_cast<int64_t>(static_cast<uint64_t>(start) +
                                          static_cast<uint64_t>(i) * static_cast<uint64_t>(step)));
  }
  return MakeIntegers(std::move(values));
}

std::vector<int64_t> Truths(const onnx::OnnxTensor& tensor) {
  std::vector<int64_t> truths;
  std::visit(
      [&](const auto& values) {
        for (const auto v : values) truths.push_back(v != 0);
      },
      tensor.values);
  return truths;
}

}  // namespace

Known FoldConstant(const ImportContext& context) {
  if (const auto* tensor = Find<onnx::OnnxTensor>(context, "value")) return Kept(*tensor);
  if (const auto* value = Find<int64_t>(context, "value_int")) {
    return MakeKnown(Shape(), std::vector<int64_t>{*value});
  }
  if (const auto* values = Find<std::vector<int64_t>>(context, "value_ints")) {
    return MakeIntegers(*values);
  }
  if (const auto* value = Find<float>(context, "value_float")) {
    return MakeKnown(Shape(), std::vector<float>{*value});
  }
  if (const auto* values = Find<std::vector<float>>(context, "value_floats")) {
    return MakeKnown({static_cast<int64_t>(values->size())}, *values);
  }
  context.Fail("it holds no number and no dense tensor of numbers, all that AQuA knows");
}

Known FoldConstantOfShape(const ImportContext& context) {
  const Shape shape(context.ConstantInts(0));
  CheckSize(shape, 0);
  const auto* value = Find<onnx::OnnxTensor>(context, "value");
  const Known one = value != nullptr ? WithShape(Kept(*value), Shape())
                                     : MakeKnown(Shape(), std::vector<float>{0});
  return BroadcastTo(one, shape);
}

Known FoldRange(const ImportContext& context) {
  const Known& first = context.input(0);
  if (first.constant && first.constant->is_integer()) return IntegerRange(context);
  const float start = OneFloat(context, 0);
  const float step = OneFloat(context, 2);
  std::vector<float> values(
      static_cast<size_t>(RangeCount(context, start, OneFloat(context, 1), step)));
  for (size_t i = 0; i < values.size(); ++i) values[i] = start + static_cast<float>(i) * step;
  const Shape shape{static_cast<int64_t>(values.size())};
  return MakeKnown(shape, std::move(values));
}

Known FoldIdentity(const ImportContext& context) {
  if (!context.HasInput(0)) context.Fail("its input is missing");
  return context.input(0);
}

Known FoldCast(const ImportContext& context) {
  Known input = FoldIdentity(context);
  const int64_t to = context.Int("to", 0);
  const bool to_float = to == kFloat || to == kFloat16 || to == kDouble || to == kBfloat16;
  if (!to_float && (to <= kFloat || to == kString || to > kLastInteger)) {
    context.Fail("it casts a constant to type {}, which AQuA does not know", to);
  }
  if (!input.constant) return input;
  if (to == kBool) return MakeKnown(input.constant->shape, Truths(*input.constant));
  if (to_float == !input.constant->is_integer()) return input;
  if (to_float) return MakeKnown(input.constant->shape, ToFloats(*input.constant));
  return MakeKnown(input.constant->shape, ToIntegers(*input.constant), static_cast<int32_t>(to));
}

}  // namespace aqua::graph

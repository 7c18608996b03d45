#include "aqua/layers/import_context.h"

#include <algorithm>
#include <cmath>

namespace aqua::layers {
namespace {

// The attribute under `name` as T, or `fallback` when it is absent.
template <typename T>
T Get(const ImportContext& context, const std::string& name, T fallback) {
  const auto found = context.node().attributes.find(name);
  if (found == context.node().attributes.end()) return fallback;
  if (const T* value = std::get_if<T>(&found->second)) return *value;
  context.Fail("attribute {} has an unexpected type", name);
}

std::vector<float> ToFloats(const onnx::OnnxTensor& tensor) {
  if (!tensor.is_integer()) return tensor.floats();
  return {tensor.integers().begin(), tensor.integers().end()};
}

// A number that is not finite makes the sum of zeros NaN: quicker than asking each.
bool AllFinite(std::span<const float> values) {
  float sum = 0;
  for (const float value : values) sum += value * 0.0F;
  return !std::isnan(sum);
}

}  // namespace

ImportContext::ImportContext(const onnx::OnnxModel& model, const onnx::OnnxNode& node,
                             std::vector<Input> inputs)
    : model_(model), node_(node), inputs_(std::move(inputs)) {}

const ImportContext::Input& ImportContext::input(size_t index) const {
  static const Input kAbsent;
  return index < inputs_.size() ? inputs_[index] : kAbsent;
}

const Shape& ImportContext::ActivationShape(size_t index) const {
  if (!input(index).shape) {
    Fail("input {} is {}, expected a value computed from the image", index,
         HasInput(index) ? "a constant" : "missing");
  }
  return *input(index).shape;
}

int64_t ImportContext::Int(const std::string& name, int64_t fallback) const {
  return Get<int64_t>(*this, name, fallback);
}

float ImportContext::Float(const std::string& name, float fallback) const {
  const auto value = Get<float>(*this, name, fallback);
  if (std::isnan(value)) Fail("attribute {} is NaN", name);
  return value;
}

std::string ImportContext::String(const std::string& name, const std::string& fallback) const {
  return Get<std::string>(*this, name, fallback);
}

std::vector<int64_t> ImportContext::Ints(const std::string& name,
                                         std::vector<int64_t> fallback) const {
  return Get<std::vector<int64_t>>(*this, name, std::move(fallback));
}

Tensor ImportContext::ConstantTensor(size_t index) const {
  const Input& constant = input(index);
  if (constant.shape_only) return Tensor::ShapeOnly(*constant.shape_only);
  if (!constant.constant) {
    Fail("input {} is {}, expected a constant", index,
         constant.present() ? "computed from the image" : "missing");
  }
  const onnx::OnnxTensor& tensor = *constant.constant;
  if (tensor.is_integer()) return Tensor(tensor.shape, ToFloats(tensor));
  if (!AllFinite(tensor.floats())) {
    Fail("input {} (\"{}\") holds a NaN or an infinity; the file is damaged or badly trained",
         index, node_.inputs[index]);
  }
  return Tensor(tensor.shape, tensor.floats());
}

std::vector<int64_t> ImportContext::ConstantInts(size_t index) const {
  const Input& constant = input(index);
  if (!constant.constant || !constant.constant->is_integer()) {
    Fail("input {} must be integers known before the network runs", index);
  }
  return constant.constant->integers();
}

float ImportContext::ConstantScalar(size_t index, float fallback) const {
  const Input& constant = input(index);
  if (!constant.present()) return fallback;
  if (!constant.constant || constant.constant->shape.ElementCount() != 1) {
    Fail("input {} must be one number known before the network runs", index);
  }
  const float value = ToFloats(*constant.constant)[0];
  if (std::isnan(value)) Fail("input {} is NaN", index);
  return value;
}

void ImportContext::FailWith(const std::string& text) const {
  throw ImportError("{}: node {} ({}): {}", model_.path, node_.name, node_.op_type, text);
}

}  // namespace aqua::layers

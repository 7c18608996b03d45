#include "aqua/graph/internal/input.h"

#include <algorithm>

#include "aqua/core/error.h"

namespace aqua::graph {
namespace {

using onnx::OnnxModel;
using onnx::OnnxNode;

// An image past these is no input of a classifier.
constexpr int64_t kMaxSide = 1 << 16;
constexpr int64_t kMaxElements = 1 << 28;
constexpr int64_t kDefaultChannels = 3;

bool IsToChannelsFirst(const OnnxNode& node) {
  const auto perm = node.attributes.find("perm");
  if (node.op_type != "Transpose" || perm == node.attributes.end()) return false;
  const auto* order = std::get_if<std::vector<int64_t>>(&perm->second);
  return order != nullptr && *order == std::vector<int64_t>{0, 3, 1, 2};
}

std::string DimsText(const onnx::OnnxValueInfo& input) {
  std::string text;
  for (const auto& dim : input.dims) {
    text += fmt::format("{}{}", text.empty() ? "" : "x", dim ? std::to_string(*dim) : "?");
  }
  return text.empty() ? "no dimensions" : text;
}

// What a file says of its image; nullopt where it leaves a size open.
struct Declared {
  std::optional<int64_t> channels;
  std::optional<int64_t> height;
  std::optional<int64_t> width;
};

Declared DeclaredSides(const OnnxModel& model) {
  const auto& dims = model.inputs.front().dims;
  if (ReadsChannelsLast(model)) return {dims[3], dims[1], dims[2]};
  return {dims[1], dims[2], dims[3]};
}

void CheckIsImage(const OnnxModel& model) {
  if (model.inputs.empty()) throw Error("{}: the network has no input", model.path);
  const onnx::OnnxValueInfo& input = model.inputs.front();
  if (!input.is_float) {
    throw Error("{}: its input \"{}\" is not of a floating type, expected an image in float32",
                model.path, input.name);
  }
  if (input.dims.size() != 4) {
    throw Error("{}: its input \"{}\" has {}, expected an image of N x C x H x W", model.path,
                input.name, DimsText(input));
  }
}

void CheckSides(const OnnxModel& model, const Shape& shape) {
  bool fits = true;
  for (int axis = 1; axis < shape.rank(); ++axis) {
    fits = fits && shape[axis] >= 1 && shape[axis] <= kMaxSide;
  }
  if (fits && shape.channels() * shape.height() * shape.width() <= kMaxElements) return;
  throw Error("{}: its input \"{}\" would be {}, expected sides of 1 to {} and at most {} values",
              model.path, model.inputs.front().name, shape.ToString(), kMaxSide, kMaxElements);
}

}  // namespace

bool ReadsChannelsLast(const OnnxModel& model) {
  const onnx::OnnxValueInfo& input = model.inputs.front();
  if (input.dims.size() != 4) return false;
  bool transposed = false;
  for (const OnnxNode& node : model.nodes) {
    if (std::count(node.inputs.begin(), node.inputs.end(), input.name) == 0) continue;
    if (!IsToChannelsFirst(node)) return false;
    transposed = true;
  }
  return transposed;
}

std::optional<InputSize> FixedInputSize(const OnnxModel& model) {
  if (model.inputs.empty() || model.inputs.front().dims.size() != 4) return std::nullopt;
  const Declared declared = DeclaredSides(model);
  if (!declared.height || !declared.width) return std::nullopt;
  return InputSize{*declared.height, *declared.width};
}

Shape ImageShape(const OnnxModel& model, std::optional<InputSize> size) {
  CheckIsImage(model);
  const std::optional<InputSize> chosen = size ? size : FixedInputSize(model);
  if (!chosen) {
    throw Error("{}: its input \"{}\" of {} leaves height or width open; give --size HxW",
                model.path, model.inputs.front().name, DimsText(model.inputs.front()));
  }
  Shape shape = {1, DeclaredSides(model).channels.value_or(kDefaultChannels), chosen->height,
                 chosen->width};
  CheckSides(model, shape);
  return shape;
}

}  // namespace aqua::graph

// What a layer's import may ask while it reads its ONNX node: attributes with defaults, constant
// inputs, shapes of the other inputs. Every complaint names the file, the node and what was wrong.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "aqua/core/error.h"
#include "aqua/layers/layer.h"
#include "aqua/onnx/onnx_model.h"

namespace aqua::layers {

using LayerPtr = std::shared_ptr<const Layer>;

// An Error that names file and node already.
class ImportError : public Error {
 public:
  using Error::Error;
};

class ImportContext {
 public:
  // `input_shapes` and `constants` are parallel to node.inputs: a constant input has its tensor
  // there, any other its shape; an optional input left out has neither.
  struct Input {
    std::optional<Shape> shape;                        // Of an activation.
    std::shared_ptr<const onnx::OnnxTensor> constant;  // Known values.
    std::optional<Shape> shape_only;                   // A weight declared without data.
    bool present() const { return shape || constant || shape_only; }
  };

  ImportContext(const onnx::OnnxModel& model, const onnx::OnnxNode& node,
                std::vector<Input> inputs);

  const onnx::OnnxNode& node() const { return node_; }
  int64_t opset() const { return model_.opset; }
  // The batch that the file was written for; activations here have batch 1 all the same.
  int64_t declared_batch() const { return model_.declared_batch; }
  size_t input_count() const { return inputs_.size(); }
  const Input& input(size_t index) const;  // An absent Input past the end.
  bool HasInput(size_t index) const { return input(index).present(); }
  bool IsConstant(size_t index) const { return input(index).constant || input(index).shape_only; }
  const Shape& ActivationShape(size_t index) const;

  // Attributes; Error when present with another type, or NaN.
  int64_t Int(const std::string& name, int64_t fallback) const;
  float Float(const std::string& name, float fallback) const;
  std::string String(const std::string& name, const std::string& fallback) const;
  std::vector<int64_t> Ints(const std::string& name, std::vector<int64_t> fallback) const;
  bool HasAttribute(const std::string& name) const { return node_.attributes.count(name) != 0; }

  // Constant inputs; Error when the input is not known before the network runs.
  Tensor ConstantTensor(size_t index) const;  // Shape-only where the file has no data.
  std::vector<int64_t> ConstantInts(size_t index) const;
  float ConstantScalar(size_t index, float fallback) const;  // Fallback when left out.

  // Throws ImportError "model.onnx: node conv1 (Conv): <text>".
  template <typename... Args>
  [[noreturn]] void Fail(fmt::format_string<Args...> text, Args&&... args) const {
    FailWith(fmt::format(text, std::forward<Args>(args)...));
  }

 private:
  [[noreturn]] void FailWith(const std::string& text) const;

  const onnx::OnnxModel& model_;
  const onnx::OnnxNode& node_;
  std::vector<Input> inputs_;
};

}  // namespace aqua::layers

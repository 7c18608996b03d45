// For tests: one ONNX node, written down and imported.
//   TestNode("Relu").Activation({1, 3, 8, 8}).Import()
#pragma once

#include <string>
#include <vector>

#include "aqua/layers/catalog.h"

namespace aqua::layers {

class TestNode {
 public:
  explicit TestNode(const std::string& op_type, int64_t opset = 17) {
    model_.path = "test.onnx";
    model_.opset = opset;
    node_.op_type = op_type;
    node_.name = "node";
    node_.outputs = {"out"};
  }

  TestNode& With(const std::string& attribute, onnx::Attribute value) {
    node_.attributes[attribute] = std::move(value);
    return *this;
  }
  TestNode& Ints(const std::string& attribute, std::vector<int64_t> values) {
    return With(attribute, std::move(values));
  }

  // Inputs, in order.
  TestNode& Activation(const Shape& shape) { return Add({shape, nullptr, std::nullopt}); }
  TestNode& Constant(const Shape& shape, std::vector<float> values) {
    return Add({std::nullopt, Make(shape, std::move(values)), std::nullopt});
  }
  TestNode& Constant(const Tensor& tensor) {
    return Constant(tensor.shape(), {tensor.values().begin(), tensor.values().end()});
  }
  TestNode& Integers(std::vector<int64_t> values) {
    const Shape shape{static_cast<int64_t>(values.size())};
    return Add({std::nullopt, Make(shape, std::move(values)), std::nullopt});
  }
  // Integers that the file stores as `element_type`.
  TestNode& Typed(const Shape& shape, std::vector<int64_t> values, int32_t element_type) {
    return Add({std::nullopt, Make(shape, std::move(values), element_type), std::nullopt});
  }
  TestNode& ShapeOnly(const Shape& shape) { return Add({std::nullopt, nullptr, shape}); }
  TestNode& LeftOut() { return Add({}); }

  onnx::OnnxNode& node() { return node_; }
  onnx::OnnxModel& model() { return model_; }
  ImportContext Context() const { return {model_, node_, inputs_}; }
  ImportedLayer Import() const { return ImportLayer(Context()); }

  // The layer as its own type; null when it is another.
  template <typename L>
  std::shared_ptr<const L> ImportAs() const {
    return std::dynamic_pointer_cast<const L>(Import().layer);
  }

  // What Import complains of; empty when it does not.
  std::string Complaint() const {
    try {
      Import();
    } catch (const Error& error) {
      return error.what();
    }
    return "";
  }

 private:
  template <typename Values>
  static std::shared_ptr<const onnx::OnnxTensor> Make(const Shape& shape, Values values,
                                                      int32_t element_type = 0) {
    return std::make_shared<const onnx::OnnxTensor>(
        onnx::OnnxTensor{shape, std::move(values), element_type});
  }
  TestNode& Add(ImportContext::Input input) {
    node_.inputs.push_back(input.present() ? "input" + std::to_string(inputs_.size()) : "");
    inputs_.push_back(std::move(input));
    return *this;
  }

  onnx::OnnxModel model_;
  onnx::OnnxNode node_;
  std::vector<ImportContext::Input> inputs_;
};

}  // namespace aqua::layers

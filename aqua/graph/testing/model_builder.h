// For tests: ONNX models as plain data, node by node.
//   ModelBuilder().Weights("w", {4, 3, 1, 1}, 1).Node("Conv", {"x", "w"}, "y").Build("y")
#pragma once

#include <map>
#include <string>
#include <vector>

#include "aqua/core/tensor.h"
#include "aqua/graph/graph.h"
#include "aqua/onnx/onnx_model.h"

namespace aqua::graph::testing {

using Attributes = std::map<std::string, onnx::Attribute>;

class ModelBuilder {
 public:
  // The image is "x"; a dimension of 0 is left open.
  explicit ModelBuilder(const std::vector<int64_t>& image_dims = {1, 3, 8, 8}, int64_t opset = 17);

  ModelBuilder& Floats(const std::string& name, Shape shape, std::vector<float> values);
  ModelBuilder& Integers(const std::string& name, std::vector<int64_t> values);  // One axis.
  ModelBuilder& Weights(const std::string& name, const Shape& shape, unsigned seed);
  // A further input, without data; a dimension of 0 is left open.
  ModelBuilder& ShapeOnly(const std::string& name, const std::vector<int64_t>& dims);

  // The node has the name of its first output.
  ModelBuilder& NodeOfMany(const std::string& op_type, std::vector<std::string> inputs,
                           std::vector<std::string> outputs, Attributes attributes = {});
  ModelBuilder& Node(const std::string& op_type, std::vector<std::string> inputs,
                     const std::string& output, Attributes attributes = {});

  onnx::OnnxModel& model() { return model_; }
  onnx::OnnxModel Model(const std::string& output) const;

  Graph Build(const std::string& output, std::optional<InputSize> size = {}) const;
  // What BuildGraph complains of; empty when it does not.
  std::string Complaint(const std::string& output, std::optional<InputSize> size = {}) const;

 private:
  onnx::OnnxModel model_;
};

// The kinds of the layers, in order: "Conv2d Activation Gemm".
std::string Kinds(const Graph& graph);

// The graph's output for an image, by the layers' own kernels.
Tensor Run(const Graph& graph, const Tensor& image);

// Seeded values between -1 and 1.
Tensor RandomTensor(const Shape& shape, unsigned seed);

}  // namespace aqua::graph::testing

// An ONNX file as plain data: what the file says, nothing computed. Protobuf is seen nowhere else.
// In: bytes (and external data files beside them). Out: nodes in file order, initializers, inputs.
// Throws Error for anything that is not a readable model, naming the file and the part at fault.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "aqua/core/shape.h"
#include "aqua/core/tensor.h"

namespace aqua::onnx {

// A constant of the file. Floating types arrive as float32, integer and boolean ones as int64.
struct OnnxTensor {
  Shape shape;
  std::variant<std::vector<float>, std::vector<int64_t>> values;
  // How the file stores the values, TensorProto.DataType of the ONNX format; 0 where that is not
  // known of a computed constant. Quantized operators depend on it.
  int32_t element_type = 0;

  bool is_integer() const { return std::holds_alternative<std::vector<int64_t>>(values); }
  const std::vector<float>& floats() const { return std::get<std::vector<float>>(values); }
  const std::vector<int64_t>& integers() const { return std::get<std::vector<int64_t>>(values); }
};

using Attribute =
    std::variant<int64_t, float, std::string, std::vector<int64_t>, std::vector<float>, OnnxTensor>;

struct OnnxNode {
  std::string op_type;
  std::string domain;  // Empty for the standard operators.
  std::string name;    // Never empty: the reader gives "Conv_17" to a node that has none.
  std::vector<std::string> inputs;  // An empty name is an optional input left out.
  std::vector<std::string> outputs;
  std::map<std::string, Attribute> attributes;
};

// A declared input or output. A dimension that the file leaves open is nullopt.
struct OnnxValueInfo {
  std::string name;
  std::vector<std::optional<int64_t>> dims;
  bool is_float = true;  // Of any floating type.
};

struct OnnxModel {
  std::string path;  // For messages.
  int64_t opset = 0;
  std::vector<OnnxNode> nodes;
  std::map<std::string, OnnxTensor> initializers;
  std::vector<OnnxValueInfo> inputs;  // Those without an initializer, in order.
  std::vector<OnnxValueInfo> outputs;
  // First dimension of the first input: how many images the file was written for. 1 where the file
  // leaves it open.
  int64_t declared_batch = 1;
  std::string hash;  // 32 hex digits over the file and its external data.
};

// Opset 7 to 22, any IR version. Value names are unique: an input, an initializer and a node's
// output never share one.
OnnxModel ReadOnnxModel(const std::filesystem::path& path);

}  // namespace aqua::onnx

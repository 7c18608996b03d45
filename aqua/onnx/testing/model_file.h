// For tests: ONNX files written in code, each in a folder of its own that goes with the object.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "aqua/core/testing/temp_folder.h"
#include "aqua/onnx/internal/schema.h"
#include "aqua/onnx/onnx_model.h"

namespace aqua::onnx::testing {

class TestFolder : public TempFolder {
 public:
  using TempFolder::Write;
  std::filesystem::path Write(const ::onnx::ModelProto& model) const;  // As "net.onnx".
};

// The bytes of the values, one after the other.
template <typename T>
std::string BytesOf(const std::vector<T>& values) {
  return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)};
}

::onnx::TensorProto RawTensor(const std::string& name, int32_t type,
                              const std::vector<int64_t>& dims, const std::string& bytes);

// "x" (2x3x4x5) through one Relu, "relu", to "y"; opset 17.
::onnx::ModelProto SmallModel();

::onnx::ValueInfoProto FloatValue(const std::string& name, const std::vector<int64_t>& dims);

// What ReadOnnxModel makes of the model, or complains of; an empty complaint means none.
OnnxModel Reread(const ::onnx::ModelProto& model);
std::string Complaint(const ::onnx::ModelProto& model);
std::string Complaint(const std::filesystem::path& path);

}  // namespace aqua::onnx::testing

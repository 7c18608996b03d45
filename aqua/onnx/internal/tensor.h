// Constants of an ONNX file: typed fields, raw bytes or a file beside the model, to plain values.
#pragma once

#include <filesystem>
#include <string>

#include "aqua/onnx/internal/external_data.h"
#include "aqua/onnx/internal/schema.h"
#include "aqua/onnx/onnx_model.h"

namespace aqua::onnx {

// Reads tensors of one model. Every complaint names the model and `name`, e.g. "tensor "w1"".
class TensorReader {
 public:
  explicit TensorReader(const std::filesystem::path& model)
      : model_(model.string()), external_(model) {}

  OnnxTensor Read(const ::onnx::TensorProto& proto, const std::string& name);

  const std::set<std::filesystem::path>& external_files() const { return external_.files(); }

 private:
  int64_t CheckedCount(const Shape& shape, const std::string& name);

  std::string model_;
  ExternalData external_;
  int64_t total_count_ = 0;
};

}  // namespace aqua::onnx

// Tensors kept in files beside the model.
#pragma once

#include <cstdint>
#include <filesystem>
#include <set>
#include <string>

#include "aqua/onnx/internal/schema.h"

namespace aqua::onnx {

class ExternalData {
 public:
  explicit ExternalData(std::filesystem::path model) : model_(std::move(model)) {}

  // The tensor's bytes. Throws Error when the file lies outside the model's folder (an absolute
  // path, "..", a link that leads out), is missing or too short. `tensor` is for messages.
  std::string Read(const ::onnx::TensorProto& proto, uint64_t expected_bytes,
                   const std::string& tensor);

  // The files that were read from.
  const std::set<std::filesystem::path>& files() const { return files_; }

 private:
  std::filesystem::path Resolve(const std::string& location, const std::string& tensor) const;

  std::filesystem::path model_;
  std::set<std::filesystem::path> files_;
};

}  // namespace aqua::onnx

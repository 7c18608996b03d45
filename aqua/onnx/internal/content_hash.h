// The identity of a model by content: XXH3 with 128 bits over the files added, in order.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

struct XXH3_state_s;

namespace aqua::onnx {

class ContentHash {
 public:
  ContentHash();

  // Throws Error when the file cannot be read.
  void AddFile(const std::filesystem::path& path);

  std::string Digest() const;  // 32 hex digits.

 private:
  std::shared_ptr<XXH3_state_s> state_;
};

}  // namespace aqua::onnx

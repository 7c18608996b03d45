// What a network answered, kept for other programs: one .npy of images x variants x classes.
#pragma once

#include <filesystem>
#include <vector>

#include "aqua/core/tensor.h"

namespace aqua::cli {

class LogitsTable {
 public:
  // Image by image, the same variants of each in the same order.
  void Add(const Tensor& logits);
  void Write(const std::filesystem::path& file, int64_t images) const;

 private:
  int64_t rows_ = 0;
  std::vector<float> values_;
};

}  // namespace aqua::cli

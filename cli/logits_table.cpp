#include "cli/logits_table.h"

#include "aqua/core/error.h"
#include "aqua/core/npy.h"

namespace aqua::cli {

namespace fs = std::filesystem;

void LogitsTable::Add(const Tensor& logits) {
  const std::span<const float> row = logits.values();
  values_.insert(values_.end(), row.begin(), row.end());
  ++rows_;
}

void LogitsTable::Write(const fs::path& file, int64_t images) const {
  AQUA_CHECK(images > 0 && rows_ % images == 0);
  const auto size = static_cast<int64_t>(values_.size());
  WriteNpy(file, Tensor({images, rows_ / images, size / rows_}, values_));
}

}  // namespace aqua::cli

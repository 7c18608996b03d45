#include "aqua/exec/onednn/gather_step.h"

#include <cstring>

namespace aqua::exec::onednn {

void CopyBlock(const Place& from_place, const char* from, const Place& to_place, char* to,
               ElementType type, const Window& block) {
  const int64_t cell_bytes = from_place.shape.channels() * ElementBytes(type);
  const auto cell = [cell_bytes](const Place& place, int64_t row, int64_t column) {
    const Window& held = place.window;
    return ((row - held.rows.begin) * held.width() + column - held.columns.begin) * cell_bytes;
  };
  const auto bytes = static_cast<size_t>(block.width() * cell_bytes);
  for (int64_t row = block.rows.begin; row < block.rows.end; ++row) {
    std::memcpy(to + cell(to_place, row, block.columns.begin),
                from + cell(from_place, row, block.columns.begin), bytes);
  }
}

void GatherStep::Bind(std::span<char* const> inputs, char* output, char* /*scratch*/) {
  inputs_.assign(inputs.begin(), inputs.end());
  output_ = output;
}

void GatherStep::Run() {
  for (size_t i = 0; i < from_.size(); ++i) {
    CopyBlock(from_[i], inputs_[i], to_, output_, type_, Intersect(from_[i].window, to_.window));
  }
}

}  // namespace aqua::exec::onednn

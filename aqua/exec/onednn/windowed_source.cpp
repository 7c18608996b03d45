#include "aqua/exec/onednn/windowed_source.h"

#include <algorithm>
#include <cstring>

namespace aqua::exec::onednn {

WindowedSource::WindowedSource(const Place& held, const Window& need,
                               const layers::KernelGeometry& geometry, ElementType type)
    : held_(held),
      need_(need),
      source_(Intersect(need, held.window)),
      element_bytes_(ElementBytes(type)) {
  pads_ = {source_.rows.begin - need.rows.begin, need.rows.end - source_.rows.end,
           source_.columns.begin - need.columns.begin, need.columns.end - source_.columns.end};
  const int64_t most_rows = std::max(pads_.top, pads_.bottom);
  const int64_t most_columns = std::max(pads_.left, pads_.right);
  can_pad_ = source_.area() > 0 && most_rows < geometry.rows.Extent() &&
             most_columns < geometry.columns.Extent();
}

void WindowedSource::MaterialisePadding() {
  source_ = need_;
  pads_ = {};
  can_pad_ = true;
}

Shape WindowedSource::SourceShape() const {
  return {held_.shape.batch(), held_.shape.channels(), source_.height(), source_.width()};
}

int64_t WindowedSource::ScratchBytes() const {
  return copies() ? SourceShape().ElementCount() * element_bytes_ : 0;
}

char* WindowedSource::Prepare(char* held, char* scratch) const {
  if (!copies()) return held;
  const int64_t cell_bytes = held_.shape.channels() * element_bytes_;
  const Window real = Intersect(source_, held_.window);
  if (real != source_) std::memset(scratch, 0, static_cast<size_t>(ScratchBytes()));
  const size_t run_bytes = static_cast<size_t>(real.width() * cell_bytes);
  for (int64_t n = 0; n < held_.shape.batch(); ++n) {
    for (int64_t row = real.rows.begin; row < real.rows.end; ++row) {
      const int64_t from_row = n * held_.window.height() + row - held_.window.rows.begin;
      const int64_t to_row = n * source_.height() + row - source_.rows.begin;
      const int64_t from_cell =
          from_row * held_.window.width() + real.columns.begin - held_.window.columns.begin;
      const int64_t to_cell = to_row * source_.width() + real.columns.begin - source_.columns.begin;
      std::memcpy(scratch + to_cell * cell_bytes, held + from_cell * cell_bytes, run_bytes);
    }
  }
  return scratch;
}

}  // namespace aqua::exec::onednn

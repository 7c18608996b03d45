#include "aqua/layers/read_window.h"

#include <algorithm>

namespace aqua::layers {

Tensor ReadWindow(const Activation& input, const Window& window) {
  const Shape& shape = input.place.shape;
  const Window& held = input.place.window;
  if (!shape.IsMap() || window == held) return input.data;
  Tensor cells(Place{shape, window}.KeptShape());
  const Window shared = Intersect(window, held);
  if (shared.area() == 0) return cells;
  const int64_t maps = shape.batch() * shape.channels();
  for (int64_t map = 0; map < maps; ++map) {
    for (int64_t row = shared.rows.begin; row < shared.rows.end; ++row) {
      const int64_t from_row = map * held.height() + row - held.rows.begin;
      const int64_t to_row = map * window.height() + row - window.rows.begin;
      const int64_t from = from_row * held.width() + shared.columns.begin - held.columns.begin;
      const int64_t to = to_row * window.width() + shared.columns.begin - window.columns.begin;
      std::copy_n(input.data.data() + from, shared.width(), cells.data() + to);
    }
  }
  return cells;
}

}  // namespace aqua::layers

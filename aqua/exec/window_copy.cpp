#include "aqua/exec/window_copy.h"

#include <algorithm>

#include "aqua/core/error.h"

namespace aqua::exec {

Activation CutOut(const Tensor& full, const Place& place) {
  AQUA_CHECK_EQ(full.shape().ToString(), place.shape.ToString());
  if (place.IsWhole()) return {place, full};
  Activation cut{place, Tensor(place.KeptShape())};
  const Window& kept = place.window;
  float* out = cut.data.data();
  const int64_t maps = place.shape.batch() * place.shape.channels();
  for (int64_t map = 0; map < maps; ++map) {
    for (int64_t row = kept.rows.begin; row < kept.rows.end; ++row) {
      const int64_t start = (map * place.shape.height() + row) * place.shape.width();
      out = std::copy_n(full.data() + start + kept.columns.begin, kept.width(), out);
    }
  }
  return cut;
}

}  // namespace aqua::exec

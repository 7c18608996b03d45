#include "aqua/exec/onednn/channels_last.h"

#include <algorithm>

namespace aqua::exec::onednn {
namespace {

// Rows of `from`, a plane per channel `plane` apart, become cells of `channels` values.
void InterleaveRow(const float* from, int64_t plane, int64_t channels, int64_t width, float* to) {
  for (int64_t channel = 0; channel < channels; ++channel) {
    const float* row = from + channel * plane;
    for (int64_t x = 0; x < width; ++x) to[x * channels + channel] = row[x];
  }
}

void DeinterleaveRow(const float* from, int64_t plane, int64_t channels, int64_t width, float* to) {
  for (int64_t channel = 0; channel < channels; ++channel) {
    float* row = to + channel * plane;
    for (int64_t x = 0; x < width; ++x) row[x] = from[x * channels + channel];
  }
}

}  // namespace

void HoldInput(const Tensor& input, const Place& place, float* held) {
  if (!place.shape.IsMap()) {
    std::copy_n(input.data(), input.size(), held);
    return;
  }
  const Shape& full = place.shape;
  const Window& kept = place.window;
  const int64_t plane = full.height() * full.width();
  for (int64_t n = 0; n < full.batch(); ++n) {
    for (int64_t y = 0; y < kept.height(); ++y) {
      const int64_t first = n * full.channels() * plane + (kept.rows.begin + y) * full.width();
      InterleaveRow(input.data() + first + kept.columns.begin, plane, full.channels(), kept.width(),
                    held + (n * kept.height() + y) * kept.width() * full.channels());
    }
  }
}

void ReadHeld(const float* held, Activation& activation) {
  const Shape shape = activation.place.KeptShape();
  if (!shape.IsMap()) {
    std::copy_n(held, activation.data.size(), activation.data.data());
    return;
  }
  const int64_t plane = shape.height() * shape.width();
  for (int64_t n = 0; n < shape.batch(); ++n) {
    const int64_t first = n * shape.channels() * plane;
    DeinterleaveRow(held + first, plane, shape.channels(), plane, activation.data.data() + first);
  }
}

void WriteHeld(const Activation& activation, float* held) {
  const Shape shape = activation.place.KeptShape();
  if (!shape.IsMap()) {
    std::copy_n(activation.data.data(), activation.data.size(), held);
    return;
  }
  const int64_t plane = shape.height() * shape.width();
  for (int64_t n = 0; n < shape.batch(); ++n) {
    const int64_t first = n * shape.channels() * plane;
    InterleaveRow(activation.data.data() + first, plane, shape.channels(), plane, held + first);
  }
}

}  // namespace aqua::exec::onednn

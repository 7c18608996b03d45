#include "aqua/exec/regions.h"

#include <algorithm>
#include <cmath>

#include "aqua/core/error.h"
#include "aqua/core/frame.h"
#include "aqua/layers/read_window.h"

namespace aqua::exec {
namespace {

float RoundedToBorder(float value, const FixedPoint& centre, const BorderFormat& border,
                      int64_t channel) {
  if (std::isnan(value)) return value;
  const int32_t q = QuantizeBorder(value, centre, border, channel);
  return static_cast<float>(BorderInteger(q, centre, border, channel) * centre.Step());
}

}  // namespace

std::vector<FewBitCells> FewBitCellsOf(const std::vector<crop::BitRegion>& regions,
                                       graph::ValueIndex value, const Place& place) {
  std::vector<FewBitCells> cells;
  if (!place.shape.IsMap()) return cells;
  Window outer = place.window;
  for (const crop::BitRegion& region : regions) {
    const Window inner = Intersect(outer, region.inside[value]);
    if (inner.area() == 0) {
      if (outer.area() > 0) cells.push_back({outer, region.bits});
      break;
    }
    for (const Window& part : FrameBetween(outer, inner)) {
      if (part.area() > 0) cells.push_back({part, region.bits});
    }
    outer = inner;
  }
  return cells;
}

const BorderFormat* BorderOf(const layers::FixedPointLayer& layer, int bits, int64_t channels,
                             std::string_view owner) {
  const FixedPoint& centre = layer.format();
  const BorderFormat* border = BorderFor(layer.borders(), layer.format().bits, bits);
  if (border == nullptr && bits < centre.bits && bits != kOwnBits) {
    throw Error(
        "{}: its precision profile has no border of {} bits, which an edge is to be held at; "
        "calibrate with --border-bits {}",
        owner, bits, bits);
  }
  if (border == nullptr || border->bits >= centre.bits) return nullptr;
  const int shift = border->exponent - centre.exponent;
  const auto offsets = static_cast<int64_t>(border->offsets.size());
  if (shift < 0 || shift > kMostBits || (offsets != 0 && offsets != channels)) {
    throw Error(
        "{}: a border of {} bits with exponent {} and {} offsets, expected an exponent of {} to {} "
        "and an offset for each of {} channels, or none; calibrate again",
        owner, border->bits, border->exponent, offsets, centre.exponent,
        centre.exponent + kMostBits, channels);
  }
  return border;
}

void RoundFewBitCells(const layers::FixedPointLayer& layer, const std::vector<FewBitCells>& cells,
                      const Activation& input, Activation& result) {
  const Window& held = result.place.window;
  for (const FewBitCells& part : cells) {
    const BorderFormat* border =
        BorderOf(layer, part.bits, result.place.shape.channels(), layer.Kind());
    if (border == nullptr) continue;
    const Tensor read = layers::ReadWindow(input, part.window);
    const Shape& shape = read.shape();
    int64_t from = 0;
    for (int64_t map = 0; map < shape.batch() * shape.channels(); ++map) {
      for (int64_t row = part.window.rows.begin; row < part.window.rows.end; ++row) {
        const int64_t line = map * held.height() + row - held.rows.begin;
        float* out = result.data.data() + line * held.width() + part.window.columns.begin -
                     held.columns.begin;
        for (int64_t column = 0; column < part.window.width(); ++column) {
          *out++ = RoundedToBorder(read[from++], layer.format(), *border, map % shape.channels());
        }
      }
    }
  }
}

}  // namespace aqua::exec

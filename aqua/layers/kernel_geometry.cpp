#include "aqua/layers/kernel_geometry.h"

#include <algorithm>

#include "aqua/core/error.h"

namespace aqua::layers {
namespace {

struct Pads {
  int64_t begin = 0;
  int64_t end = 0;
};

Pads PadsFor(const KernelAxis& axis, PaddingMode mode, int64_t size) {
  if (mode == PaddingMode::kExplicit) return {axis.pad_begin, axis.pad_end};
  if (mode == PaddingMode::kValid) return {};
  const int64_t output = (size + axis.stride - 1) / axis.stride;
  const int64_t total =
      std::max<int64_t>(0, (output - 1) * axis.stride + axis.Extent() - size);
  const int64_t smaller = total / 2;
  const int64_t larger = total - smaller;
  return mode == PaddingMode::kSameUpper ? Pads{smaller, larger} : Pads{larger, smaller};
}

// Number of positions of the kernel over `size` cells; 0 when it does not fit once.
int64_t Positions(const KernelAxis& axis, const KernelGeometry& geometry, int64_t size) {
  const Pads pads = PadsFor(axis, geometry.padding, size);
  const int64_t room = size + pads.begin + pads.end - axis.Extent();
  if (size < 1 || room < 0) return 0;
  int64_t positions = room / axis.stride + 1;
  if (geometry.ceil_mode && room % axis.stride != 0) {
    // A position that would start in the padding after the last cell is dropped.
    const bool starts_inside = positions * axis.stride < size + pads.begin;
    positions += starts_inside ? 1 : 0;
  }
  return positions;
}

Span InputSpan(const KernelAxis& axis, PaddingMode mode, Span output, int64_t size) {
  const int64_t pad = PadsFor(axis, mode, size).begin;
  if (output.size() == 0) return {output.begin * axis.stride - pad, output.begin * axis.stride - pad};
  return {output.begin * axis.stride - pad,
          (output.end - 1) * axis.stride - pad + axis.Extent()};
}

Span KeptSpan(const KernelAxis& axis, const KernelGeometry& geometry, Span kept, int64_t size) {
  if (kept.begin % axis.stride != 0) {
    throw Error("a crop that starts at cell {} does not align with a stride of {}", kept.begin,
                axis.stride);
  }
  const int64_t begin = kept.begin / axis.stride;
  // At the map's own end the full size rules; SAME padding then is the full map's.
  const int64_t positions = kept.end == size ? Positions(axis, geometry, size) - begin
                                             : Positions(axis, geometry, kept.size());
  return {begin, begin + std::max<int64_t>(0, positions)};
}

}  // namespace

Shape KernelGeometry::OutputShape(const Shape& input) const {
  const int64_t height = Positions(rows, *this, input.height());
  const int64_t width = Positions(columns, *this, input.width());
  if (height < 1 || width < 1) {
    throw Error("a {}x{} kernel does not fit into a map of {}x{} with its padding", rows.kernel,
                columns.kernel, input.height(), input.width());
  }
  return {input.batch(), input.channels(), height, width};
}

int64_t KernelGeometry::PadTop(const Shape& input) const {
  return PadsFor(rows, padding, input.height()).begin;
}

int64_t KernelGeometry::PadLeft(const Shape& input) const {
  return PadsFor(columns, padding, input.width()).begin;
}

Window KernelGeometry::InputWindow(const Window& output, const Shape& input) const {
  return {InputSpan(rows, padding, output.rows, input.height()),
          InputSpan(columns, padding, output.columns, input.width())};
}

Window KernelGeometry::KeptWindow(const Place& input) const {
  return {KeptSpan(rows, *this, input.window.rows, input.shape.height()),
          KeptSpan(columns, *this, input.window.columns, input.shape.width())};
}

}  // namespace aqua::layers

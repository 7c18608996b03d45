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
  const int64_t total = std::max<int64_t>(0, (output - 1) * axis.stride + axis.Extent() - size);
  const int64_t smaller = total / 2;
  const int64_t larger = total - smaller;
  return mode == PaddingMode::kSameUpper ? Pads{smaller, larger} : Pads{larger, smaller};
}

// Number of positions of the kernel over `size` cells; 0 when it does not fit once.
int64_t Positions(const KernelAxis& axis, const KernelGeometry& geometry, int64_t size) {
  if (size < 1) return 0;
  const Pads pads = PadsFor(axis, geometry.padding, size);
  const int64_t room = size + pads.begin + pads.end - axis.Extent();
  if (!geometry.ceil_mode) return room < 0 ? 0 : room / axis.stride + 1;
  if (room <= -axis.stride) return 0;
  const int64_t positions = (room + axis.stride - 1) / axis.stride + 1;
  // A last position that would start in the padding after the last cell is dropped.
  const bool starts_inside = (positions - 1) * axis.stride < size + pads.begin;
  return starts_inside ? positions : positions - 1;
}

Span InputSpan(const KernelAxis& axis, PaddingMode mode, Span output, int64_t size) {
  const int64_t pad = PadsFor(axis, mode, size).begin;
  const int64_t begin = output.begin * axis.stride - pad;
  if (output.size() == 0) return {begin, begin};
  return {begin, begin + (output.size() - 1) * axis.stride + axis.Extent()};
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

// First tap at or past `cells` cells after the kernel's first.
int64_t FirstTapFrom(const KernelAxis& axis, int64_t cells) {
  if (cells <= 0) return 0;
  return std::min(axis.kernel, (cells + axis.dilation - 1) / axis.dilation);
}

}  // namespace

Span KernelAxis::TapsOn(Span cells, int64_t first) const {
  const int64_t begin = FirstTapFrom(*this, cells.begin - first);
  return {begin, std::max(begin, FirstTapFrom(*this, cells.end - first))};
}

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

int64_t KernelGeometry::PadBottom(const Shape& input) const {
  return PadsFor(rows, padding, input.height()).end;
}

int64_t KernelGeometry::PadRight(const Shape& input) const {
  return PadsFor(columns, padding, input.width()).end;
}

Window KernelGeometry::InputWindow(const Window& output, const Shape& input) const {
  return {InputSpan(rows, padding, output.rows, input.height()),
          InputSpan(columns, padding, output.columns, input.width())};
}

Window KernelGeometry::KeptWindow(const Place& input) const {
  return {KeptSpan(rows, *this, input.window.rows, input.shape.height()),
          KeptSpan(columns, *this, input.window.columns, input.shape.width())};
}

Workload KernelGeometry::Work(WorkKind kind, const Window& output) const {
  Workload work;
  work.kind = kind;
  work.kernel_height = rows.kernel;
  work.kernel_width = columns.kernel;
  work.stride_height = rows.stride;
  work.stride_width = columns.stride;
  work.dilation_height = rows.dilation;
  work.dilation_width = columns.dilation;
  work.output_height = output.height();
  work.output_width = output.width();
  return work;
}

}  // namespace aqua::layers

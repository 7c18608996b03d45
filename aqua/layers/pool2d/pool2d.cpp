#include "aqua/layers/pool2d/pool2d.h"

#include <algorithm>
#include <limits>

#include "aqua/core/error.h"
#include "aqua/layers/import_geometry.h"

namespace aqua::layers {
namespace {

void CheckPadding(const KernelAxis& axis, PaddingMode mode) {
  if (mode != PaddingMode::kExplicit) return;
  if (std::max(axis.pad_begin, axis.pad_end) >= axis.Extent()) {
    throw Error("padding of {} and {} cells around a pooling kernel of {}; it must be smaller",
                axis.pad_begin, axis.pad_end, axis.Extent());
  }
}

KernelGeometry ImportPoolGeometry(const ImportContext& context) {
  if (!context.HasAttribute("kernel_shape")) context.Fail("attribute kernel_shape is missing");
  return ImportGeometry(context, context.Ints("kernel_shape", {}));
}

}  // namespace

Pool2d::Pool2d(PoolOperation operation, KernelGeometry geometry, bool counts_padding)
    : operation_(operation), geometry_(geometry), counts_padding_(counts_padding) {
  CheckPadding(geometry_.rows, geometry_.padding);
  CheckPadding(geometry_.columns, geometry_.padding);
}

Shape Pool2d::OutputShape(std::span<const Shape> inputs) const {
  if (!inputs[0].IsMap()) {
    throw Error("a two-dimensional pooling needs an N x C x H x W input, not {}",
                inputs[0].ToString());
  }
  return geometry_.OutputShape(inputs[0]);
}

Window Pool2d::KeptWindow(std::span<const Place> inputs) const {
  return geometry_.KeptWindow(inputs[0]);
}

Window Pool2d::InputWindow(const Window& output, std::span<const Shape> inputs,
                           size_t /*input_index*/) const {
  return geometry_.InputWindow(output, inputs[0]);
}

int64_t Pool2d::Divisor(const Place& input, int64_t row, int64_t column) const {
  Window counted = input.window;
  if (counts_padding_) {
    counted.rows.begin -= geometry_.PadTop(input.shape);
    counted.rows.end += geometry_.PadBottom(input.shape);
    counted.columns.begin -= geometry_.PadLeft(input.shape);
    counted.columns.end += geometry_.PadRight(input.shape);
  }
  return geometry_.rows.TapsOn(counted.rows, row).size() *
         geometry_.columns.TapsOn(counted.columns, column).size();
}

float Pool2d::Cell(const float* map, const Place& input, int64_t row, int64_t column) const {
  const Window& kept = input.window;
  const Span down = geometry_.rows.TapsOn(kept.rows, row);
  const Span across = geometry_.columns.TapsOn(kept.columns, column);
  if (down.size() == 0 || across.size() == 0) return 0;
  double sum = 0;
  float largest = std::numeric_limits<float>::lowest();
  for (int64_t i = down.begin; i < down.end; ++i) {
    const int64_t held_row = row + i * geometry_.rows.dilation - kept.rows.begin;
    for (int64_t j = across.begin; j < across.end; ++j) {
      const int64_t held_column = column + j * geometry_.columns.dilation - kept.columns.begin;
      const float value = map[held_row * kept.width() + held_column];
      sum += static_cast<double>(value);
      largest = std::max(largest, value);
    }
  }
  if (operation_ == PoolOperation::kMax) return largest;
  return static_cast<float>(sum / static_cast<double>(Divisor(input, row, column)));
}

void Pool2d::Run(std::span<const Activation> inputs, Activation& result) const {
  const Place& from = inputs[0].place;
  const Window& to = result.place.window;
  const Window read = geometry_.InputWindow(to, from.shape);
  const int64_t maps = from.shape.batch() * from.shape.channels();
  float* out = result.data.data();
  for (int64_t map = 0; map < maps; ++map) {
    for (int64_t y = 0; y < to.height(); ++y) {
      for (int64_t x = 0; x < to.width(); ++x) {
        *out++ = Cell(inputs[0].data.data() + map * from.window.area(), from,
                      read.rows.begin + y * geometry_.rows.stride,
                      read.columns.begin + x * geometry_.columns.stride);
      }
    }
  }
}

Workload Pool2d::Work(std::span<const Shape> inputs, const Window& output) const {
  if (operation_ != PoolOperation::kMax) return {};
  Workload work = geometry_.Work(WorkKind::kMaxPool, output);
  work.groups = inputs[0].channels();
  work.input_channels = 1;
  work.output_channels = 1;
  return work;
}

ImportedLayer ImportMaxPool(const ImportContext& context) {
  const std::vector<std::string>& outputs = context.node().outputs;
  if (outputs.size() > 1 && !outputs[1].empty()) {
    context.Fail("its output Indices is used; AQuA computes the maxima only");
  }
  return {std::make_shared<Pool2d>(PoolOperation::kMax, ImportPoolGeometry(context)), {0}};
}

ImportedLayer ImportAveragePool(const ImportContext& context) {
  const bool counts_padding = context.Int("count_include_pad", 0) != 0;
  return {std::make_shared<Pool2d>(PoolOperation::kAverage, ImportPoolGeometry(context),
                                   counts_padding),
          {0}};
}

}  // namespace aqua::layers

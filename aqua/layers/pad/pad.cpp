#include "aqua/layers/pad/pad.h"

#include <algorithm>
#include <numeric>

#include "aqua/core/error.h"
#include "aqua/layers/axis_offsets.h"
#include "aqua/layers/import_axes.h"
#include "aqua/layers/read_window.h"

namespace aqua::layers {
namespace {

constexpr int64_t kMaxWidth = int64_t{1} << 20;

// The cell of an axis of `size` that padding shows at `cell`, or kNowhere for the constant.
int64_t Source(PadMode mode, int64_t cell, int64_t size) {
  if (cell >= 0 && cell < size) return cell;
  switch (mode) {
    case PadMode::kConstant:
      return kNowhere;
    case PadMode::kReflect:
      return cell < 0 ? -cell : 2 * (size - 1) - cell;
    case PadMode::kEdge:
      return cell < 0 ? 0 : size - 1;
  }
  AQUA_CHECK(false);
  return kNowhere;
}

std::vector<int64_t> Offsets(PadMode mode, PadWidth width, int64_t size, int64_t stride) {
  std::vector<int64_t> offsets;
  for (int64_t cell = -width.begin; cell < size + width.end; ++cell) {
    const int64_t source = Source(mode, cell, size);
    offsets.push_back(source == kNowhere ? kNowhere : source * stride);
  }
  return offsets;
}

PadMode ImportMode(const ImportContext& context) {
  const std::string mode = context.String("mode", "constant");
  if (mode == "constant") return PadMode::kConstant;
  if (mode == "reflect") return PadMode::kReflect;
  if (mode == "edge") return PadMode::kEdge;
  context.Fail("mode is \"{}\", expected constant, reflect or edge", mode);
}

std::vector<int> ImportPaddedAxes(const ImportContext& context, int rank) {
  std::vector<int> axes;
  if (context.HasInput(3)) {
    for (const int64_t axis : context.ConstantInts(3)) {
      axes.push_back(ImportAxis(context, axis, rank));
    }
    return axes;
  }
  axes.resize(static_cast<size_t>(rank));
  std::iota(axes.begin(), axes.end(), 0);
  return axes;
}

std::vector<PadWidth> ImportWidths(const ImportContext& context, int rank) {
  const std::vector<int64_t> pads =
      context.HasAttribute("pads") ? context.Ints("pads", {}) : context.ConstantInts(1);
  const std::vector<int> axes = ImportPaddedAxes(context, rank);
  if (pads.size() != 2 * axes.size()) {
    context.Fail("pads has {} values, expected {}: two an axis", pads.size(), 2 * axes.size());
  }
  std::vector<PadWidth> widths(static_cast<size_t>(rank));
  for (size_t i = 0; i < axes.size(); ++i) {
    const PadWidth width{pads[i], pads[axes.size() + i]};
    if (std::max(width.begin, width.end) > kMaxWidth ||
        std::min(width.begin, width.end) < -kMaxWidth) {
      context.Fail("pads {} and {} are out of range, expected at most {}", width.begin, width.end,
                   kMaxWidth);
    }
    widths[static_cast<size_t>(axes[i])] = width;
  }
  return widths;
}

}  // namespace

Pad::Pad(PadMode mode, std::vector<PadWidth> widths, float value)
    : mode_(mode), widths_(std::move(widths)), value_(value) {
  if (!widths_.empty() && (widths_[0].begin != 0 || widths_[0].end != 0)) {
    throw Error("padding along the batch axis would add images");
  }
}

Shape Pad::OutputShape(std::span<const Shape> inputs) const {
  const Shape& input = inputs[0];
  if (input.rank() != static_cast<int>(widths_.size())) {
    throw Error("padding for {} axes does not fit an input of {}", widths_.size(),
                input.ToString());
  }
  Shape output = input;
  for (int axis = 1; axis < input.rank(); ++axis) {
    const auto& [begin, end] = widths_[static_cast<size_t>(axis)];
    output[axis] += begin + end;
    const bool mirrors_past = mode_ == PadMode::kReflect && std::max(begin, end) >= input[axis];
    if (output[axis] < 1 || input[axis] < 1 || mirrors_past) {
      throw Error("padding of {} and {} cells does not fit axis {} of an input of {}", begin, end,
                  axis, input.ToString());
    }
  }
  return output;
}

Locality Pad::locality() const {
  const auto is_zero = [](const PadWidth& w) { return w.begin == 0 && w.end == 0; };
  const auto adds = [](const PadWidth& w) { return w.begin >= 0 && w.end >= 0; };
  const bool zeros = mode_ == PadMode::kConstant && value_ == 0;
  const bool is_spatial =
      widths_.size() == 4 && is_zero(widths_[1]) && adds(widths_[2]) && adds(widths_[3]);
  return zeros && is_spatial ? Locality::kLocal : Locality::kPositional;
}

Window Pad::KeptWindow(std::span<const Place> inputs) const {
  Window kept = inputs[0].window;
  kept.rows.end += widths_[2].begin + widths_[2].end;
  kept.columns.end += widths_[3].begin + widths_[3].end;
  return kept;
}

Window Pad::InputWindow(const Window& output, std::span<const Shape> inputs,
                        size_t input_index) const {
  if (locality() != Locality::kLocal) return Window::Full(inputs[input_index]);
  const int64_t down = widths_[2].begin;
  const int64_t across = widths_[3].begin;
  return {{output.rows.begin - down, output.rows.end - down},
          {output.columns.begin - across, output.columns.end - across}};
}

void Pad::Run(std::span<const Activation> inputs, Activation& result) const {
  if (locality() == Locality::kLocal) {
    const Shape shapes[] = {inputs[0].place.shape};
    const Tensor cells = ReadWindow(inputs[0], InputWindow(result.place.window, shapes, 0));
    std::copy_n(cells.data(), cells.size(), result.data.data());
    return;
  }
  const Shape& from = inputs[0].data.shape();
  const std::vector<int64_t> strides = RowMajorStrides(from);
  AxisOffsets offsets;
  for (int axis = 0; axis < from.rank(); ++axis) {
    const auto i = static_cast<size_t>(axis);
    offsets.push_back(Offsets(mode_, widths_[i], from[axis], strides[i]));
  }
  Gather(inputs[0].data, offsets, value_, result.data);
}

ImportedLayer ImportPad(const ImportContext& context) {
  const int rank = context.ActivationShape(0).rank();
  const float value = context.Float("value", context.ConstantScalar(2, 0));
  return {std::make_shared<Pad>(ImportMode(context), ImportWidths(context, rank), value), {0}};
}

}  // namespace aqua::layers

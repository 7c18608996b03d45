// Every step-th element of a run, on any axis but the batch. A slice of channels is local; a slice
// of rows or columns moves cells, so it needs them all at their places.
#pragma once

#include <vector>

#include "aqua/layers/catalog.h"

namespace aqua::layers {

// The indices start, start + step, ... on one axis, `count` of them; step may be negative.
struct AxisRange {
  int axis = 0;
  int64_t start = 0;
  int64_t step = 1;
  int64_t count = 0;
};

class Slice final : public Layer {
 public:
  // Axes not named stay whole. Throws Error when the batch is named.
  explicit Slice(std::vector<AxisRange> ranges);

  const std::vector<AxisRange>& ranges() const { return ranges_; }

  std::string_view Kind() const override { return "Slice"; }
  Shape OutputShape(std::span<const Shape> inputs) const override;
  Locality locality() const override;
  Window InputWindow(const Window& output, std::span<const Shape> inputs,
                     size_t input_index) const override;
  void Run(std::span<const Activation> inputs, Activation& result) const override;

 private:
  std::vector<AxisRange> ranges_;
};

// ONNX Slice, opset 1 to 22, with constant starts, ends, axes and steps.
ImportedLayer ImportSlice(const ImportContext& context);

}  // namespace aqua::layers

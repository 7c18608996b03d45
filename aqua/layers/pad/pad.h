// Cells added around an activation (or, with a negative width, taken off).
// Zeros around feature maps are what a crop leaves too, so that form is local; any other is not.
#pragma once

#include <vector>

#include "aqua/layers/catalog.h"

namespace aqua::layers {

enum class PadMode {
  kConstant,
  kReflect,  // Mirrored at the edge cell, which is not repeated.
  kEdge,     // The edge cell repeated.
};

// Cells before the first and after the last of one axis.
struct PadWidth {
  int64_t begin = 0;
  int64_t end = 0;
};

class Pad final : public Layer {
 public:
  // A width an axis. Throws Error when the batch is padded. `value` is for kConstant.
  Pad(PadMode mode, std::vector<PadWidth> widths, float value);

  PadMode mode() const { return mode_; }
  const std::vector<PadWidth>& widths() const { return widths_; }
  float value() const { return value_; }

  std::string_view Kind() const override { return "Pad"; }
  Shape OutputShape(std::span<const Shape> inputs) const override;
  Locality locality() const override;
  // The smaller map with all of its padding.
  Window KeptWindow(std::span<const Place> inputs) const override;
  Window InputWindow(const Window& output, std::span<const Shape> inputs,
                     size_t input_index) const override;
  void Run(std::span<const Activation> inputs, Activation& result) const override;

 private:
  PadMode mode_;
  std::vector<PadWidth> widths_;
  float value_;
};

// ONNX Pad, opset 2 to 22: pads, value and axes as attributes or inputs; not the mode "wrap".
ImportedLayer ImportPad(const ImportContext& context);

}  // namespace aqua::layers

// The arithmetic of a kernel that slides over a map, shared by convolution and pooling: sizes,
// padding in every ONNX form, and which window of the input an output window reads.
// Formulas: ONNX operator documentation, Conv and MaxPool (auto_pad, ceil_mode).
#pragma once

#include <cstdint>

#include "aqua/core/shape.h"
#include "aqua/core/window.h"
#include "aqua/layers/workload.h"

namespace aqua::layers {

enum class PaddingMode { kExplicit, kSameUpper, kSameLower, kValid };

// One spatial axis of a sliding kernel.
struct KernelAxis {
  int64_t kernel = 1;
  int64_t stride = 1;
  int64_t dilation = 1;
  int64_t pad_begin = 0;  // Used by PaddingMode::kExplicit.
  int64_t pad_end = 0;

  // Input cells from the first to the last that one output cell reads.
  int64_t Extent() const { return (kernel - 1) * dilation + 1; }

  // The taps k of a kernel whose first tap is at cell `first` that fall on `cells`.
  Span TapsOn(Span cells, int64_t first) const;
};

struct KernelGeometry {
  KernelAxis rows;
  KernelAxis columns;
  PaddingMode padding = PaddingMode::kExplicit;
  bool ceil_mode = false;  // Round output sizes up; pooling only.

  // Output height and width in a (N, C, H, W) shape whose channels are the input's.
  // Throws Error when the kernel does not fit into the padded input.
  Shape OutputShape(const Shape& input) const;

  // Padding before the first row and column of `input`, a full shape.
  int64_t PadTop(const Shape& input) const;
  int64_t PadLeft(const Shape& input) const;
  // Padding after the last row and column.
  int64_t PadBottom(const Shape& input) const;
  int64_t PadRight(const Shape& input) const;

  // The input cells that `output` reads, in the coordinates of the full input; negative or past
  // the end is padding.
  Window InputWindow(const Window& output, const Shape& input) const;

  // See Layer::KeptWindow.
  Window KeptWindow(const Place& input) const;

  // The part of a layer's work that the kernel settles: its size and steps over `output`.
  Workload Work(WorkKind kind, const Window& output) const;
};

}  // namespace aqua::layers

// Pooling with a kernel that slides over feature maps. (N, C, H, W) -> (N, C, H', W').
// Cells outside the kept window do not exist, as in the layer's own padding: they are never the
// maximum, and an average does not divide by them (but see CountsPadding). Where a kernel finds no
// cell at all the output is 0.
// Formulas: ONNX operator documentation, MaxPool and AveragePool.
#pragma once

#include "aqua/layers/catalog.h"
#include "aqua/layers/kernel_geometry.h"

namespace aqua::layers {

enum class PoolOperation { kMax, kAverage };

class Pool2d final : public Layer {
 public:
  // `counts_padding` is for averages. Throws Error when padding is not smaller than the kernel.
  Pool2d(PoolOperation operation, KernelGeometry geometry, bool counts_padding = false);

  PoolOperation operation() const { return operation_; }
  const KernelGeometry& geometry() const { return geometry_; }
  // True when an average divides by the kernel's taps on the kept window and the layer's padding
  // around it; false when by the taps on the kept window alone. Taps past the padding, which
  // ceil_mode brings, never count.
  bool CountsPadding() const { return counts_padding_; }

  std::string_view Kind() const override { return "Pool2d"; }
  Shape OutputShape(std::span<const Shape> inputs) const override;
  Locality locality() const override { return Locality::kLocal; }
  Window KeptWindow(std::span<const Place> inputs) const override;
  Window InputWindow(const Window& output, std::span<const Shape> inputs,
                     size_t input_index) const override;
  void Run(std::span<const Activation> inputs, Activation& result) const override;
  // Of a maximum; an average is uncounted.
  Workload Work(std::span<const Shape> inputs, const Window& output) const override;

 private:
  // One output cell over one map; the kernel's first tap lies at (row, column) of the full map.
  float Cell(const float* map, const Place& input, int64_t row, int64_t column) const;
  int64_t Divisor(const Place& input, int64_t row, int64_t column) const;

  PoolOperation operation_;
  KernelGeometry geometry_;
  bool counts_padding_;
};

// ONNX MaxPool, opset 1 to 22, without its Indices output.
ImportedLayer ImportMaxPool(const ImportContext& context);
// ONNX AveragePool, opset 1 to 22.
ImportedLayer ImportAveragePool(const ImportContext& context);

}  // namespace aqua::layers

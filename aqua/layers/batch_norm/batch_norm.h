// Batch normalization with fixed statistics: y = scale * x + shift, a pair a channel. The graph
// folds it into the convolution before it; one that is left runs here.
//   scale = gamma / sqrt(variance + epsilon), shift = beta - mean * scale
#pragma once

#include "aqua/layers/catalog.h"
#include "aqua/layers/pointwise.h"

namespace aqua::layers {

class BatchNorm final : public PointwiseLayer {
 public:
  // One value a channel each. Throws Error when their sizes differ.
  BatchNorm(Tensor scale, Tensor shift);

  const Tensor& scale() const { return scale_; }
  const Tensor& shift() const { return shift_; }

  std::string_view Kind() const override { return "BatchNorm"; }
  Shape OutputShape(std::span<const Shape> inputs) const override;
  void Run(std::span<const Activation> inputs, Activation& result) const override;
  int64_t ParameterCount() const override { return scale_.size() + shift_.size(); }
  bool HasData() const override { return scale_.has_data() && shift_.has_data(); }

 private:
  Tensor scale_;
  Tensor shift_;
};

// ONNX BatchNormalization, opset 7 to 22, inference only.
ImportedLayer ImportBatchNorm(const ImportContext& context);

}  // namespace aqua::layers

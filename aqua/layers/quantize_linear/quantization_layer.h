// A layer that makes each element a function of itself and of its channel's scale and zero point.
#pragma once

#include "aqua/layers/pointwise.h"
#include "aqua/layers/quantize_linear/quantization.h"

namespace aqua::layers {

class QuantizationLayer : public PointwiseLayer {
 public:
  explicit QuantizationLayer(Quantization quantization) : quantization_(std::move(quantization)) {}

  const Quantization& quantization() const { return quantization_; }

  Shape OutputShape(std::span<const Shape> inputs) const override;
  void Run(std::span<const Activation> inputs, Activation& result) const override;

 private:
  virtual float Cell(float value, size_t channel) const = 0;

  Quantization quantization_;
};

}  // namespace aqua::layers

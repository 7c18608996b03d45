// Leaky rectifier with trained slopes: x, but slope * x below zero; one slope for all or one a
// channel.
#pragma once

#include "aqua/layers/catalog.h"
#include "aqua/layers/pointwise.h"

namespace aqua::layers {

class PRelu final : public PointwiseLayer {
 public:
  // `slope` has one value, or one a channel; its shape is not looked at.
  explicit PRelu(Tensor slope) : slope_(std::move(slope)) {}

  const Tensor& slope() const { return slope_; }

  std::string_view Kind() const override { return "PRelu"; }
  Shape OutputShape(std::span<const Shape> inputs) const override;
  void Run(std::span<const Activation> inputs, Activation& result) const override;
  int64_t ParameterCount() const override { return slope_.size(); }
  bool HasData() const override { return slope_.has_data(); }

 private:
  Tensor slope_;
};

// ONNX PRelu, opset 7 to 22, with a constant slope that varies by channel at most.
ImportedLayer ImportPRelu(const ImportContext& context);

}  // namespace aqua::layers

// Local response normalization across neighbouring channels:
//   y[c] = x[c] / (bias + alpha / size * sum of x[k]^2)^beta
// with k from c - floor((size - 1) / 2) to c + ceil((size - 1) / 2), inside the channels there are.
// Formula: ONNX operator documentation, LRN.
#pragma once

#include "aqua/layers/catalog.h"
#include "aqua/layers/pointwise.h"

namespace aqua::layers {

class Lrn final : public PointwiseLayer {
 public:
  // Throws Error for a size below 1.
  Lrn(int64_t size, float alpha, float beta, float bias);

  int64_t size() const { return size_; }
  float alpha() const { return alpha_; }
  float beta() const { return beta_; }
  float bias() const { return bias_; }

  std::string_view Kind() const override { return "Lrn"; }
  Shape OutputShape(std::span<const Shape> inputs) const override;
  void Run(std::span<const Activation> inputs, Activation& result) const override;

 private:
  int64_t size_;
  float alpha_;
  float beta_;
  float bias_;
};

// ONNX LRN.
ImportedLayer ImportLrn(const ImportContext& context);

}  // namespace aqua::layers

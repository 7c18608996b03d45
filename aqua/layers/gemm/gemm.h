// A dense layer: the last axis of the input times a constant matrix, plus a bias.
// Input (..., In), weights (Out, In), bias (Out) -> (..., Out).
#pragma once

#include <optional>

#include "aqua/layers/catalog.h"
#include "aqua/layers/trained.h"

namespace aqua::layers {

class Gemm final : public Layer {
 public:
  // An empty bias means none. `grid`: where the weights lie, if on one. Throws Error when the
  // shapes do not fit together.
  Gemm(Tensor weights, Tensor bias, std::optional<WeightGrid> grid = {});

  const Tensor& weights() const { return weights_; }
  const Tensor& bias() const { return bias_; }
  const std::optional<WeightGrid>& grid() const { return grid_; }

  std::string_view Kind() const override { return "Gemm"; }
  Shape OutputShape(std::span<const Shape> inputs) const override;
  void Run(std::span<const Activation> inputs, Activation& result) const override;
  // `inputs` of one image: a position for each of its rows.
  Workload Work(std::span<const Shape> inputs, const Window& output) const override;
  int64_t ParameterCount() const override { return weights_.size() + bias_.size(); }
  bool HasData() const override {
    return weights_.has_data() && (bias_.empty() || bias_.has_data());
  }

 private:
  Tensor weights_;
  Tensor bias_;
  std::optional<WeightGrid> grid_;
};

// ONNX Gemm with a constant right side and without transA; alpha and beta go into the constants.
ImportedLayer ImportGemm(const ImportContext& context);
// ONNX MatMul: a Gemm where the right side is a constant matrix, else the MatMul of matmul.h.
ImportedLayer ImportMatMul(const ImportContext& context);

}  // namespace aqua::layers

// Activation functions of one variable with at most two fixed parameters.
// Formulas: ONNX operator documentation, under the operator of the same name.
#pragma once

#include "aqua/layers/catalog.h"
#include "aqua/layers/pointwise.h"

namespace aqua::layers {

enum class ActivationFunction {
  kRelu,         // x, but alpha * x below zero. Relu is alpha = 0, LeakyRelu any other.
  kClip,         // min(max(x, alpha), beta)
  kSigmoid,      // 1 / (1 + exp(-x))
  kHardSigmoid,  // min(max(alpha * x + beta, 0), 1)
  kHardSwish,    // x * min(max(alpha * x + beta, 0), 1)
  kTanh,         // tanh(x)
  kElu,          // x, but alpha * (exp(x) - 1) below zero.
};

class ActivationLayer final : public PointwiseLayer {
 public:
  explicit ActivationLayer(ActivationFunction function, float alpha = 0, float beta = 0)
      : function_(function), alpha_(alpha), beta_(beta) {}

  ActivationFunction function() const { return function_; }
  float alpha() const { return alpha_; }
  float beta() const { return beta_; }
  float Apply(float x) const;

  std::string_view Kind() const override { return "Activation"; }
  void Run(std::span<const Activation> inputs, Activation& result) const override;

 private:
  ActivationFunction function_;
  float alpha_;
  float beta_;
};

ImportedLayer ImportRelu(const ImportContext& context);
ImportedLayer ImportLeakyRelu(const ImportContext& context);
ImportedLayer ImportClip(const ImportContext& context);  // Bounds as attributes or inputs.
ImportedLayer ImportSigmoid(const ImportContext& context);
ImportedLayer ImportHardSigmoid(const ImportContext& context);
ImportedLayer ImportHardSwish(const ImportContext& context);
ImportedLayer ImportTanh(const ImportContext& context);
ImportedLayer ImportElu(const ImportContext& context);

}  // namespace aqua::layers

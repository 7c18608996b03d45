#include "aqua/layers/activation/activation.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "aqua/core/error.h"
#include "aqua/layers/read_window.h"

namespace aqua::layers {
namespace {

double Evaluate(ActivationFunction function, double x, double alpha, double beta) {
  const auto ramp = [&] { return std::min(std::max(alpha * x + beta, 0.0), 1.0); };
  switch (function) {
    case ActivationFunction::kRelu:
      return x < 0 ? alpha * x : x;
    case ActivationFunction::kClip:
      return std::min(std::max(x, alpha), beta);
    case ActivationFunction::kSigmoid:
      return 1 / (1 + std::exp(-x));
    case ActivationFunction::kHardSigmoid:
      return ramp();
    case ActivationFunction::kHardSwish:
      return x * ramp();
    case ActivationFunction::kTanh:
      return std::tanh(x);
    case ActivationFunction::kElu:
      return x < 0 ? alpha * std::expm1(x) : x;
  }
  AQUA_CHECK(false);
  return 0;
}

ImportedLayer Make(ActivationFunction function, float alpha = 0, float beta = 0) {
  return {std::make_shared<ActivationLayer>(function, alpha, beta), {0}};
}

}  // namespace

float ActivationLayer::Apply(float x) const {
  return static_cast<float>(Evaluate(function_, static_cast<double>(x), static_cast<double>(alpha_),
                                     static_cast<double>(beta_)));
}

void ActivationLayer::Run(std::span<const Activation> inputs, Activation& result) const {
  const Tensor input = ReadWindow(inputs[0], result.place.window);
  for (int64_t i = 0; i < input.size(); ++i) result.data[i] = Apply(input[i]);
}

ImportedLayer ImportRelu(const ImportContext& /*context*/) {
  return Make(ActivationFunction::kRelu);
}

ImportedLayer ImportLeakyRelu(const ImportContext& context) {
  return Make(ActivationFunction::kRelu, context.Float("alpha", 0.01F));
}

ImportedLayer ImportClip(const ImportContext& context) {
  constexpr float kLowest = std::numeric_limits<float>::lowest();
  constexpr float kLargest = std::numeric_limits<float>::max();
  const float low = context.Float("min", context.ConstantScalar(1, kLowest));
  const float high = context.Float("max", context.ConstantScalar(2, kLargest));
  return Make(ActivationFunction::kClip, low, high);
}

ImportedLayer ImportSigmoid(const ImportContext& /*context*/) {
  return Make(ActivationFunction::kSigmoid);
}

ImportedLayer ImportHardSigmoid(const ImportContext& context) {
  return Make(ActivationFunction::kHardSigmoid, context.Float("alpha", 0.2F),
              context.Float("beta", 0.5F));
}

ImportedLayer ImportHardSwish(const ImportContext& /*context*/) {
  return Make(ActivationFunction::kHardSwish, 1.0F / 6, 0.5F);
}

ImportedLayer ImportTanh(const ImportContext& /*context*/) {
  return Make(ActivationFunction::kTanh);
}

ImportedLayer ImportElu(const ImportContext& context) {
  return Make(ActivationFunction::kElu, context.Float("alpha", 1.0F));
}

}  // namespace aqua::layers

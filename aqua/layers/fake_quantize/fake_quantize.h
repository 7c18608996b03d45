// Real numbers rounded to those that an integer can stand for: QuantizeLinear, then
// DequantizeLinear with the same scale and zero point. It keeps 0 as 0, whatever the zero point, so
// that padding and cut cells are as in a network that is not quantized.
#pragma once

#include "aqua/layers/quantize_linear/quantization_layer.h"

namespace aqua::layers {

class FakeQuantize final : public QuantizationLayer {
 public:
  // `quantization` has a type.
  using QuantizationLayer::QuantizationLayer;

  std::string_view Kind() const override { return "FakeQuantize"; }

 private:
  float Cell(float value, size_t channel) const override {
    return quantization().Dequantize(quantization().Quantize(value, channel), channel);
  }
};

}  // namespace aqua::layers

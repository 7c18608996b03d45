// Integers, held as floats, to the real numbers that they stand for.
#pragma once

#include "aqua/layers/catalog.h"
#include "aqua/layers/quantize_linear/quantization_layer.h"

namespace aqua::layers {

class DequantizeLinear final : public QuantizationLayer {
 public:
  using QuantizationLayer::QuantizationLayer;

  std::string_view Kind() const override { return "DequantizeLinear"; }

 private:
  float Cell(float value, size_t channel) const override {
    return quantization().Dequantize(value, channel);
  }
};

// ONNX DequantizeLinear, opset 10 to 22, of integers of 8, 16 or 32 bits.
ImportedLayer ImportDequantizeLinear(const ImportContext& context);

}  // namespace aqua::layers

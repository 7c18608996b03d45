// Real numbers to the integers that stand for them, held as floats. In a finished graph it stands
// only before a DequantizeLinear of another scale and at the output: see graph/internal/passes.
#pragma once

#include "aqua/layers/catalog.h"
#include "aqua/layers/quantize_linear/quantization_layer.h"

namespace aqua::layers {

class QuantizeLinear final : public QuantizationLayer {
 public:
  // Throws Error when the type is not known, or is int32.
  explicit QuantizeLinear(Quantization quantization);

  std::string_view Kind() const override { return "QuantizeLinear"; }

 private:
  float Cell(float value, size_t channel) const override {
    return quantization().Quantize(value, channel);
  }
};

// What a node without zero point quantizes to: its attribute output_dtype, else uint8.
IntegerType DefaultQuantizedType(const ImportContext& context);

// ONNX QuantizeLinear, opset 10 to 22, to 8 or 16 bits.
ImportedLayer ImportQuantizeLinear(const ImportContext& context);

}  // namespace aqua::layers

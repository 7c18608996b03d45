#include "aqua/layers/quantize_linear/quantization_layer.h"

#include "aqua/layers/read_window.h"

namespace aqua::layers {

Shape QuantizationLayer::OutputShape(std::span<const Shape> inputs) const {
  quantization_.CheckFits(inputs[0]);
  return inputs[0];
}

void QuantizationLayer::Run(std::span<const Activation> inputs, Activation& result) const {
  const Tensor input = ReadWindow(inputs[0], result.place.window);
  for (int64_t i = 0; i < input.size(); ++i) {
    result.data[i] = Cell(input[i], quantization_.ChannelOf(input.shape(), i));
  }
}

}  // namespace aqua::layers

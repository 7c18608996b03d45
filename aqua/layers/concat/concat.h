// Activations put one after the other along an axis.
#pragma once

#include "aqua/layers/catalog.h"

namespace aqua::layers {

class Concat final : public Layer {
 public:
  // Throws Error for axis 0: it would mix images.
  explicit Concat(int axis);

  int axis() const { return axis_; }

  std::string_view Kind() const override { return "Concat"; }
  Shape OutputShape(std::span<const Shape> inputs) const override;
  // Along channels every cell stands for itself.
  Locality locality() const override;
  Window InputWindow(const Window& output, std::span<const Shape> inputs,
                     size_t input_index) const override;
  void Run(std::span<const Activation> inputs, Activation& result) const override;

 private:
  int axis_;
};

// ONNX Concat, opset 4 to 22, of activations only.
ImportedLayer ImportConcat(const ImportContext& context);

}  // namespace aqua::layers

// exp(x) / sum of exp(x), over one axis or a run of neighbouring ones.
#pragma once

#include "aqua/layers/catalog.h"

namespace aqua::layers {

class Softmax final : public Layer {
 public:
  // Normalizes over the axes `first` to `last`, both included. Throws Error when the batch is one
  // of them.
  Softmax(int first, int last);

  int first_axis() const { return first_; }
  int last_axis() const { return last_; }

  std::string_view Kind() const override { return "Softmax"; }
  Shape OutputShape(std::span<const Shape> inputs) const override;
  // Over channels alone every cell stands for itself.
  Locality locality() const override;
  Window InputWindow(const Window& output, std::span<const Shape> inputs,
                     size_t input_index) const override;
  void Run(std::span<const Activation> inputs, Activation& result) const override;

 private:
  int first_;
  int last_;
};

// ONNX Softmax. Up to opset 12 `axis` (default 1) begins the run of axes, which ends with the last;
// from opset 13 on it is one axis (default the last).
ImportedLayer ImportSoftmax(const ImportContext& context);

}  // namespace aqua::layers

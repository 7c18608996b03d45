// The same values in the same order under another shape: Reshape, Flatten, Squeeze, Unsqueeze.
// Each image is reshaped for itself and images stay stacked along the first dimension, whose size
// follows from how many values come in. So one layer serves every batch.
#pragma once

#include "aqua/layers/catalog.h"

namespace aqua::layers {

class Reshape final : public Layer {
 public:
  // `inner`: the output's dimensions after the first. Throws Error when one is not positive.
  explicit Reshape(Shape inner);

  const Shape& inner() const { return inner_; }

  std::string_view Kind() const override { return "Reshape"; }
  Shape OutputShape(std::span<const Shape> inputs) const override;
  void Run(std::span<const Activation> inputs, Activation& result) const override;

 private:
  Shape inner_;
};

// ONNX Reshape, opset 5 to 22, with a constant target shape. A target written for the batch that
// the file declares is read as one for the running batch.
ImportedLayer ImportReshape(const ImportContext& context);
// ONNX Flatten. With axis 0 the images of a batch stay apart.
ImportedLayer ImportFlatten(const ImportContext& context);
// ONNX Squeeze; without axes the batch stays. ONNX Unsqueeze. Axes as attribute or input.
ImportedLayer ImportSqueeze(const ImportContext& context);
ImportedLayer ImportUnsqueeze(const ImportContext& context);

}  // namespace aqua::layers

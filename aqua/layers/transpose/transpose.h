// Axes in another order; the batch stays first.
#pragma once

#include <vector>

#include "aqua/layers/catalog.h"

namespace aqua::layers {

class Transpose final : public Layer {
 public:
  // Axis i of the output is axis order[i] of the input. Throws Error when `order` is no
  // permutation or moves the batch.
  explicit Transpose(std::vector<int> order);

  const std::vector<int>& order() const { return order_; }

  std::string_view Kind() const override { return "Transpose"; }
  Shape OutputShape(std::span<const Shape> inputs) const override;
  void Run(std::span<const Activation> inputs, Activation& result) const override;

 private:
  std::vector<int> order_;
};

// ONNX Transpose.
ImportedLayer ImportTranspose(const ImportContext& context);

}  // namespace aqua::layers

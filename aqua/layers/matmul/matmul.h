// The product of two activations, a matrix an image or more: (..., M, K) x (..., K, N) ->
// (..., M, N), the leading axes broadcast. It states no work: its operands change with each image,
// so no accelerator here can hold them.
#pragma once

#include "aqua/layers/catalog.h"

namespace aqua::layers {

class MatMul final : public Layer {
 public:
  std::string_view Kind() const override { return "MatMul"; }
  // Throws Error for matrices without a batch axis before them: the product would mix images.
  Shape OutputShape(std::span<const Shape> inputs) const override;
  void Run(std::span<const Activation> inputs, Activation& result) const override;
};

// Imported with gemm.h, which takes the MatMuls that have weights.

}  // namespace aqua::layers

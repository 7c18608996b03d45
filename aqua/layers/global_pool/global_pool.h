// The maximum or the mean of each feature map: (N, C, H, W) -> (N, C, 1, 1), or (N, C).
// Reduces over the kept cells of its input only, so a crop keeps the scale of what follows.
#pragma once

#include "aqua/layers/catalog.h"
#include "aqua/layers/pool2d/pool2d.h"

namespace aqua::layers {

class GlobalPool final : public Layer {
 public:
  explicit GlobalPool(PoolOperation operation, bool keeps_dimensions = true)
      : operation_(operation), keeps_dimensions_(keeps_dimensions) {}

  PoolOperation operation() const { return operation_; }
  bool KeepsDimensions() const { return keeps_dimensions_; }

  std::string_view Kind() const override { return "GlobalPool"; }
  Shape OutputShape(std::span<const Shape> inputs) const override;
  Locality locality() const override { return Locality::kGlobal; }
  void Run(std::span<const Activation> inputs, Activation& result) const override;

 private:
  PoolOperation operation_;
  bool keeps_dimensions_;
};

// ONNX GlobalAveragePool and GlobalMaxPool. ReduceMean over height and width comes here too: see
// reduce_mean.h.
ImportedLayer ImportGlobalAveragePool(const ImportContext& context);
ImportedLayer ImportGlobalMaxPool(const ImportContext& context);

}  // namespace aqua::layers

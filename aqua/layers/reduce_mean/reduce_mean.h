// The mean over any axes but the batch. Axes stay with size 1, or go.
#pragma once

#include <vector>

#include "aqua/layers/catalog.h"

namespace aqua::layers {

class ReduceMean final : public Layer {
 public:
  // `axes` are positive. Throws Error when one is not.
  ReduceMean(std::vector<int> axes, bool keeps_dimensions);

  const std::vector<int>& axes() const { return axes_; }
  bool KeepsDimensions() const { return keeps_dimensions_; }

  std::string_view Kind() const override { return "ReduceMean"; }
  Shape OutputShape(std::span<const Shape> inputs) const override;
  void Run(std::span<const Activation> inputs, Activation& result) const override;

 private:
  std::vector<int> axes_;  // Ascending, each once.
  bool keeps_dimensions_;
};

// ONNX ReduceMean, opset 1 to 22. Over height and width of feature maps it becomes a GlobalPool.
ImportedLayer ImportReduceMean(const ImportContext& context);

}  // namespace aqua::layers

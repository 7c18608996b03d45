// Convolution over feature maps: groups, depthwise, dilation, every padding form.
// Input (N, Cin, H, W), weights (Cout, Cin/groups, Kh, Kw), bias (Cout) -> (N, Cout, H', W').
#pragma once

#include <optional>

#include "aqua/layers/catalog.h"
#include "aqua/layers/kernel_geometry.h"
#include "aqua/layers/trained.h"

namespace aqua::layers {

class Conv2d final : public Layer {
 public:
  // An empty bias means none. `grid`: where the weights lie, if on one. Throws Error when the
  // shapes do not fit together.
  Conv2d(Tensor weights, Tensor bias, int64_t groups, KernelGeometry geometry,
         std::optional<WeightGrid> grid = {});

  const Tensor& weights() const { return weights_; }
  const Tensor& bias() const { return bias_; }
  int64_t groups() const { return groups_; }
  const KernelGeometry& geometry() const { return geometry_; }
  const std::optional<WeightGrid>& grid() const { return grid_; }

  std::string_view Kind() const override { return "Conv2d"; }
  Shape OutputShape(std::span<const Shape> inputs) const override;
  Locality locality() const override { return Locality::kLocal; }
  Window KeptWindow(std::span<const Place> inputs) const override;
  Window InputWindow(const Window& output, std::span<const Shape> inputs,
                     size_t input_index) const override;
  void Run(std::span<const Activation> inputs, Activation& result) const override;
  Workload Work(std::span<const Shape> inputs, const Window& output) const override;
  int64_t ParameterCount() const override { return weights_.size() + bias_.size(); }
  bool HasData() const override {
    return weights_.has_data() && (bias_.empty() || bias_.has_data());
  }

 private:
  // One output cell; (row, column) is where the kernel's first tap lies on the full input map.
  double Cell(const Activation& input, int64_t image, int64_t channel, int64_t row,
              int64_t column) const;

  Tensor weights_;
  Tensor bias_;
  int64_t groups_;
  KernelGeometry geometry_;
  std::optional<WeightGrid> grid_;
};

// ONNX Conv, opset 1 to 22.
ImportedLayer ImportConv2d(const ImportContext& context);

}  // namespace aqua::layers

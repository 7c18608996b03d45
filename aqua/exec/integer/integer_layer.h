// One layer with weights, ready to run in integers under one plan.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "aqua/exec/integer/integer_map.h"
#include "aqua/exec/integer/integer_program.h"
#include "aqua/exec/integer/weight_matrix.h"

namespace aqua::exec {

// The formats of one layer, as far as they are fixed before an image is seen.
struct LayerFormats {
  quant::LayerFormat format;       // Without weight exponents: as the weights need.
  bool fixes_activations = false;  // False: `format.activations` has the bits; sign and exponent
                                   // are as the image needs.
};

class IntegerLayer {
 public:
  // `input` and `output`: the places of what the node reads and makes, of one image. Throws Error
  // for weights that are not finite, bits out of range and maps past any size.
  IntegerLayer(const graph::Graph& graph, graph::NodeIndex node, const Place& input,
               const Place& output, const LayerFormats& formats);

  // Fills result.data. Throws Error for an input that is not finite.
  void Run(const Activation& input, Activation& result, MatrixUnit& unit,
           const std::function<void(const QuantizedInput&)>& observe) const;

  int64_t ScratchBytes() const;

 private:
  // What the activations are rounded to when the layer reads these values.
  FixedPoint FormatFor(std::span<const float> read) const;
  // The input in `format`, in the order it is held.
  std::vector<int32_t> Quantized(const Activation& input, const FixedPoint& format) const;
  // What the kernel slides over of `channels` channels.
  IntegerMap MapOf(std::span<const int32_t> held, int64_t channels, const Window& window) const;
  void RunGroup(int64_t group, const IntegerMap& map, const FixedPoint& format, MatrixUnit& unit,
                Tensor& result) const;
  // Sums of `count` positions from `first` on, as floats in their place.
  void ScaleBack(std::span<const int64_t> sums, int64_t group, int64_t first, int64_t count,
                 int activation_exponent, Tensor& result) const;
  int64_t ChunkPositions() const;

  graph::NodeIndex node_;
  std::string layer_;
  std::string owner_;  // Starts messages.
  layers::Workload work_;
  Window read_;  // Of the input map; may reach past it. A dense layer's: positions x 1.
  LayerFormats formats_;
  WeightMatrix weights_;
  Tensor bias_;
};

}  // namespace aqua::exec

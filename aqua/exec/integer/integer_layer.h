// One layer with weights, ready to run in integers under one plan.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "aqua/exec/integer/integer_map.h"
#include "aqua/exec/integer/integer_program.h"
#include "aqua/exec/integer/layer_regions.h"
#include "aqua/exec/integer/weight_matrix.h"

namespace aqua::exec {

class IntegerLayer {
 public:
  // `input` and `output`: the places of what the node reads and makes, of one image. Throws Error
  // for weights that are not finite, bits out of range and maps past any size; of regions, which
  // are those of the input, as LayerRegions does. A dense layer has none.
  IntegerLayer(const graph::Graph& graph, graph::NodeIndex node, const Place& input,
               const Place& output, const LayerFormats& formats,
               std::vector<crop::MapRegion> regions = {});

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
  std::vector<LowBitReads> LowBits(const FixedPoint& format, std::span<const int> shifts) const;
  // Products of one kind of positions, a chunk after the other.
  void RunKind(const PositionKind& kind, int shift, const IntegerMap& map, MatrixProduct product,
               int activation_exponent, MatrixUnit& unit, Tensor& result) const;
  void RunGroup(int64_t group, const IntegerMap& map, const FixedPoint& format,
                std::span<const int> shifts, MatrixUnit& unit, Tensor& result) const;
  // Their rows in `map`, or gathered into `scratch`.
  std::span<const int32_t> RowsOf(std::span<const int64_t> positions, int shift,
                                  const IntegerMap& map, std::vector<int32_t>& scratch) const;
  // From products of q's to what the centre's integers give.
  void Restore(std::span<int64_t> sums, std::span<const size_t> classes, int shift,
               int64_t group) const;
  // Sums of these positions, as floats in their place.
  void ScaleBack(std::span<const int64_t> sums, int64_t group, std::span<const int64_t> positions,
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
  std::optional<LayerRegions> regions_;
  std::vector<PositionKind> kinds_;   // Of regions_, or all positions as one.
  std::vector<int64_t> offset_sums_;  // Of regions_.
};

}  // namespace aqua::exec

// What a layer reads, as designs that look at bits take it: magnitudes, the sign carried apart, the
// map folded where the layer is.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "aqua/accel/lanes/lane_layer.h"
#include "aqua/accel/layer_input.h"

namespace aqua::accel {

struct MagnitudeMap {
  int64_t height = 0;
  int64_t width = 0;
  int64_t channels = 0;  // Of all groups.
  bool is_signed = false;
  std::vector<uint16_t> values;            // height x width x channels.
  std::vector<LowBitReads> low_bits = {};  // Of the input; `shift` is of magnitudes.
};

// Throws Error naming the layer for a value that its activation bits do not hold. A map of another
// shape than layer_input.h says is a bug.
MagnitudeMap ReadMagnitudes(const LaneLayer& layer, const LayerInput& input);

}  // namespace aqua::accel

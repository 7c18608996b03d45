// Random layers with what they read, for tests: any shape, stride, dilation, groups and sign, small
// enough for plain loops.
#pragma once

#include <cstdint>

#include "aqua/accel/layer_input.h"
#include "aqua/layers/workload.h"

namespace aqua::accel {

struct LayerWithInput {
  layers::Workload work;
  LayerInput input;
};

// Values of all sizes that `work.activation_bits` hold, zeros and extremes among them.
LayerInput RandomInput(const layers::Workload& work, bool is_signed, uint32_t seed);

LayerWithInput RandomConvolution(uint32_t seed);
LayerWithInput RandomDense(uint32_t seed);

}  // namespace aqua::accel

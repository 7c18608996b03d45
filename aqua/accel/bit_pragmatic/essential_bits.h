// Ones that a layer's activations present to the lanes in one filter pass: each activation as often
// as a position and kernel cell read it.
#pragma once

#include "aqua/accel/lanes/magnitudes.h"

namespace aqua::accel {

// Of a convolution or a dense layer.
int64_t EssentialBits(const LaneLayer& layer, const MagnitudeMap& map);

}  // namespace aqua::accel

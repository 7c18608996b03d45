// Trained weights as the integers of a layer's format: the one place where both the exact integer
// programs and the quantized graph get them from.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "aqua/core/tensor.h"
#include "aqua/quant/profile.h"

namespace aqua::quant {

// The smallest exponent at which all finite weights fit `bits`.
int CoveringWeightExponent(const Tensor& weights, int bits);

// In the order of `weights`: Cout x ... or Out x In. The format's exponents are one, or one an
// output channel. `owner` starts the message of the Error thrown for weights that are not finite.
std::vector<int32_t> QuantizedWeights(const Tensor& weights, const LayerFormat& format,
                                      const std::string& owner);

}  // namespace aqua::quant

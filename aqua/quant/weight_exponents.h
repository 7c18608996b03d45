// The exponents of a layer's weights, one for all or one an output channel.
#pragma once

#include <vector>

#include "aqua/core/tensor.h"

namespace aqua::quant {

enum class Sharing { kTensor, kChannel };

// Each finds the exponents for signed integers of `bits` bits; the weights are finite. A channel of
// nothing but zeros has the exponent of the whole tensor; a tensor of zeros has 0.
std::vector<int> CoveringWeights(const Tensor& weights, int bits, Sharing sharing);
// At most 100 - `percentile` percent of a channel's (or the tensor's) weights are clipped.
std::vector<int> PercentileWeights(const Tensor& weights, int bits, Sharing sharing,
                                   double percentile);
// Least squared error, of the exponents from the covering one downwards.
std::vector<int> LeastErrorWeights(const Tensor& weights, int bits, Sharing sharing);

// An output channel each: the power of two nearest (in octaves) to the root mean square. Not kept
// within what a format may have. A channel of zeros has that of the whole tensor.
std::vector<int> RootMeanSquareExponents(const Tensor& weights);

}  // namespace aqua::quant

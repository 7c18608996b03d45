// Bias correction: rounded weights move the mean of every output channel; its bias takes the move
// back. No training (Nagel et al., "Data-Free Quantization Through Weight Equalization and Bias
// Correction", ICCV 2019, section 4.2; here with means that were seen, as in their appendix).
#pragma once

#include <span>
#include <string>
#include <vector>

#include "aqua/layers/layer.h"
#include "aqua/layers/workload.h"
#include "aqua/quant/profile.h"

namespace aqua::quant {

// Means by input channel of a layer with weights.
struct InputMeans {
  std::span<const float> trained;  // Of what it reads in the network as it was trained.
  std::span<const float> rounded;  // Of what it reads rounded; the same where that is not known.
};

// What to add to the bias of each output channel o:
//   sum over its inputs c and taps of  w * trained mean of c  -  rounded w * rounded mean of c
// As if every tap read every cell of the map: padding, which reads zero, is not seen. `work`: the
// layer's. `owner` starts the message of the Error thrown for weights that are not finite.
std::vector<float> BiasShifts(const layers::Layer& layer, const layers::Workload& work,
                              const LayerFormat& format, const InputMeans& means,
                              const std::string& owner);

}  // namespace aqua::quant

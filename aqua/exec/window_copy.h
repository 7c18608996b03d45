// Copies of windows between the full maps of an N x C x H x W tensor and what a plan keeps of them.
#pragma once

#include "aqua/core/tensor.h"

namespace aqua::exec {

// The kept part of a full tensor.
Activation CutOut(const Tensor& full, const Place& place);

}  // namespace aqua::exec

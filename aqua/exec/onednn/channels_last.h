// Copies between a program's channels-last buffers and row-major tensors.
#pragma once

#include "aqua/core/tensor.h"

namespace aqua::exec::onednn {

// The kept window of the full row-major N x C x H x W `input`, written channels last to `held`.
void HoldInput(const Tensor& input, const Place& place, float* held);

// What is held of a value, as a row-major activation, and back.
void ReadHeld(const float* held, Activation& activation);
void WriteHeld(const Activation& activation, float* held);

}  // namespace aqua::exec::onednn

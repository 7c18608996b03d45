// Folding of a first layer: 3 channels would leave most lanes idle, so where the kernel moves by
// more than one cell, each stride x stride square of cells becomes one cell of 3 * stride^2
// channels:
//   channels * stride^2,  kernel = ceil(kernel / stride),  stride 1,  the same output.
// The channel of column dx and row dy in the square, and channel c, is
//   (dx * stride_height + dy) * 3 + c
// as in DNNsim's reshape_first_layer_act. The folded kernel may cover more cells than the kernel;
// their weights are zero, their activations are presented all the same.
#pragma once

#include "aqua/layers/workload.h"

namespace aqua::accel {

// Convolutions of 3 channels a group with a stride, no larger than the kernel, and no dilation.
bool CanFold(const layers::Workload& work);

// Of a layer that can be folded. Throws Error naming the layer for sizes past any count.
layers::Workload Fold(const layers::Workload& work);

}  // namespace aqua::accel

// How a reference kernel reads a cropped input: by the coordinates of the full map.
#pragma once

#include "aqua/core/tensor.h"

namespace aqua::layers {

// The cells of `window`, in the coordinates of the input's full map: (N, C, window height, window
// width). Cells that the input does not hold read as zero. An input that is no map comes back
// whole. The result may share the input's data.
Tensor ReadWindow(const Activation& input, const Window& window);

}  // namespace aqua::layers

// The attributes that ONNX gives every sliding kernel: strides, pads, dilations, auto_pad,
// ceil_mode.
#pragma once

#include <vector>

#include "aqua/layers/import_context.h"
#include "aqua/layers/kernel_geometry.h"

namespace aqua::layers {

// `kernel` is {height, width}. Throws Error when an attribute has a wrong length or sign.
KernelGeometry ImportGeometry(const ImportContext& context, const std::vector<int64_t>& kernel);

}  // namespace aqua::layers

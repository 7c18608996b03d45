// How values look to oneDNN.
#pragma once

#include <oneapi/dnnl/dnnl.hpp>

#include "aqua/core/window.h"

namespace aqua::exec::onednn {

// A map of this shape without gaps, channels last.
dnnl::memory::desc MapDesc(const Shape& kept);
// Any other value, row-major.
dnnl::memory::desc RowMajorDesc(const Shape& shape);
// What a program holds of a value.
dnnl::memory::desc PlaceDesc(const Place& place);

int64_t HeldBytes(const Place& place);

}  // namespace aqua::exec::onednn

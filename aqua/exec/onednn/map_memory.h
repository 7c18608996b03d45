// How values look to oneDNN.
#pragma once

#include <oneapi/dnnl/dnnl.hpp>

#include "aqua/core/window.h"
#include "aqua/exec/onednn/element_types.h"

namespace aqua::exec::onednn {

// A map of this shape without gaps, channels last.
dnnl::memory::desc MapDesc(const Shape& kept, ElementType type = ElementType::f32);
// Any other value, row-major.
dnnl::memory::desc RowMajorDesc(const Shape& shape, ElementType type = ElementType::f32);
// A number for each index of dimension 1 of what has `rank` dimensions.
dnnl::memory::desc ByChannelDesc(int64_t channels, size_t rank);
// What a program holds of a value.
dnnl::memory::desc PlaceDesc(const Place& place, ElementType type = ElementType::f32);

int64_t HeldBytes(const Place& place, ElementType type);

}  // namespace aqua::exec::onednn

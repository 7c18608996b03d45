#include "aqua/exec/onednn/map_memory.h"

namespace aqua::exec::onednn {

using dnnl::memory;

memory::desc MapDesc(const Shape& kept) {
  return {memory::dims(kept.dims()), memory::data_type::f32, memory::format_tag::nhwc};
}

memory::desc RowMajorDesc(const Shape& shape) {
  memory::dims dims = shape.rank() == 0 ? memory::dims{1} : memory::dims(shape.dims());
  memory::dims strides(dims.size(), 1);
  for (size_t axis = dims.size() - 1; axis > 0; --axis) {
    strides[axis - 1] = strides[axis] * dims[axis];
  }
  return {dims, memory::data_type::f32, strides};
}

memory::desc PlaceDesc(const Place& place) {
  return place.shape.IsMap() ? MapDesc(place.KeptShape()) : RowMajorDesc(place.shape);
}

int64_t HeldBytes(const Place& place) {
  return place.KeptShape().ElementCount() * static_cast<int64_t>(sizeof(float));
}

}  // namespace aqua::exec::onednn

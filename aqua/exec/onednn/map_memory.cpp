#include "aqua/exec/onednn/map_memory.h"

namespace aqua::exec::onednn {

using dnnl::memory;

memory::desc MapDesc(const Shape& kept, ElementType type) {
  return {memory::dims(kept.dims()), type, memory::format_tag::nhwc};
}

memory::desc RowMajorDesc(const Shape& shape, ElementType type) {
  memory::dims dims = shape.rank() == 0 ? memory::dims{1} : memory::dims(shape.dims());
  memory::dims strides(dims.size(), 1);
  for (size_t axis = dims.size() - 1; axis > 0; --axis) {
    strides[axis - 1] = strides[axis] * dims[axis];
  }
  return {dims, type, strides};
}

memory::desc ByChannelDesc(int64_t channels, size_t rank) {
  std::vector<int64_t> dims(rank, 1);
  dims[1] = channels;
  return RowMajorDesc(Shape(dims));
}

memory::desc PlaceDesc(const Place& place, ElementType type) {
  return place.shape.IsMap() ? MapDesc(place.KeptShape(), type) : RowMajorDesc(place.shape, type);
}

int64_t HeldBytes(const Place& place, ElementType type) {
  return place.KeptShape().ElementCount() * ElementBytes(type);
}

}  // namespace aqua::exec::onednn

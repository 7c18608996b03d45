#include "aqua/layers/pointwise.h"

#include "aqua/core/error.h"

namespace aqua::layers {

int64_t CellsPerChannel(const Shape& shape) {
  int64_t cells = 1;
  for (int axis = 2; axis < shape.rank(); ++axis) cells *= shape[axis];
  return cells;
}

void CheckChannels(const Shape& shape, int64_t channels, std::string_view what) {
  if (shape.rank() < 2 || shape.channels() != channels) {
    throw Error("{} for {} channels does not fit an input of {}", what, channels, shape.ToString());
  }
}

}  // namespace aqua::layers

// A layer whose output cell reads the same cell of its one input, across channels or not: what all
// such layers answer alike.
#pragma once

#include "aqua/layers/layer.h"

namespace aqua::layers {

class PointwiseLayer : public Layer {
 public:
  Shape OutputShape(std::span<const Shape> inputs) const override { return inputs[0]; }
  Locality locality() const override { return Locality::kLocal; }
  Window InputWindow(const Window& output, std::span<const Shape> /*inputs*/,
                     size_t /*input_index*/) const override {
    return output;
  }
};

// Elements of one channel of one image in a dense tensor of `shape`: the product of the dimensions
// after the second.
int64_t CellsPerChannel(const Shape& shape);

// Throws Error unless `shape` has a second dimension of `channels`; `what` names the layer.
void CheckChannels(const Shape& shape, int64_t channels, std::string_view what);

}  // namespace aqua::layers

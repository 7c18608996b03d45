// For tests: a layer run on whole tensors, and tensors to run it on.
#pragma once

#include <cstdint>
#include <vector>

#include "aqua/layers/layer.h"

namespace aqua::layers {

// Values from -1 to 1, the same for the same seed.
Tensor RandomTensor(const Shape& shape, uint64_t seed);
// 0, 1, 2, ...
Tensor CountingTensor(const Shape& shape);

std::vector<Shape> ShapesOf(const std::vector<Tensor>& tensors);

// The layer's output for whole inputs.
Tensor RunWhole(const Layer& layer, const std::vector<Tensor>& inputs);

// The part of a whole tensor that lies in `window`, at its place.
Activation Cut(const Tensor& whole, const Window& window);

// The window `output` of the layer's output.
Tensor RunWindow(const Layer& layer, const std::vector<Activation>& inputs, const Window& output);

std::vector<float> ValuesOf(const Tensor& tensor);

}  // namespace aqua::layers

#include "aqua/layers/testing/run_layer.h"

#include <numeric>
#include <random>

#include "aqua/layers/read_window.h"

namespace aqua::layers {

Tensor RandomTensor(const Shape& shape, uint64_t seed) {
  std::mt19937_64 random(seed);
  Tensor tensor(shape);
  for (int64_t i = 0; i < tensor.size(); ++i) {
    tensor[i] = static_cast<float>(random() >> 40) / static_cast<float>(1 << 23) - 1;
  }
  return tensor;
}

Tensor CountingTensor(const Shape& shape) {
  Tensor tensor(shape);
  std::iota(tensor.data(), tensor.data() + tensor.size(), 0.0F);
  return tensor;
}

std::vector<Shape> ShapesOf(const std::vector<Tensor>& tensors) {
  std::vector<Shape> shapes;
  shapes.reserve(tensors.size());
  for (const Tensor& tensor : tensors) shapes.push_back(tensor.shape());
  return shapes;
}

Tensor RunWhole(const Layer& layer, const std::vector<Tensor>& inputs) {
  std::vector<Activation> whole;
  whole.reserve(inputs.size());
  for (const Tensor& input : inputs) whole.push_back(Activation::Whole(input));
  return RunWindow(layer, whole, Window::Full(layer.OutputShape(ShapesOf(inputs))));
}

Activation Cut(const Tensor& whole, const Window& window) {
  return {{whole.shape(), window}, ReadWindow(Activation::Whole(whole), window)};
}

Tensor RunWindow(const Layer& layer, const std::vector<Activation>& inputs, const Window& output) {
  std::vector<Shape> shapes;
  shapes.reserve(inputs.size());
  for (const Activation& input : inputs) shapes.push_back(input.place.shape);
  Activation result;
  result.place = {layer.OutputShape(shapes), output};
  result.data = Tensor(result.place.KeptShape());
  layer.Run(inputs, result);
  return result.data;
}

std::vector<float> ValuesOf(const Tensor& tensor) {
  return {tensor.values().begin(), tensor.values().end()};
}

}  // namespace aqua::layers

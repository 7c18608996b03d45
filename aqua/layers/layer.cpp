#include "aqua/layers/layer.h"

#include "aqua/core/error.h"

namespace aqua::layers {

Window Layer::KeptWindow(std::span<const Place> inputs) const {
  AQUA_CHECK(locality() == Locality::kLocal && !inputs.empty());
  Window kept = inputs[0].window;
  for (const Place& input : inputs) kept = Intersect(kept, input.window);
  return kept;
}

Window Layer::InputWindow(const Window& /*output*/, std::span<const Shape> inputs,
                          size_t input_index) const {
  return Window::Full(inputs[input_index]);
}

Workload Layer::Work(std::span<const Shape> /*inputs*/, const Window& /*output*/) const {
  return {};
}

}  // namespace aqua::layers

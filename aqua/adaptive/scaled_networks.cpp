#include "aqua/adaptive/scaled_networks.h"

#include <algorithm>

#include "aqua/core/error.h"

namespace aqua::adaptive {

image::Size InputSizeOf(const study::Network& network) {
  const Shape& input = network.graph.InputShape();
  return {input.width(), input.height()};
}

ScaledNetworks::ScaledNetworks(std::filesystem::path model, std::optional<graph::InputSize> size)
    : model_(std::move(model)) {
  networks_.push_back(std::make_unique<study::Network>(study::LoadNetwork(model_, size)));
  engines_.emplace_back();
  if (!full().photo_complaint.empty()) throw Error("{}", full().photo_complaint);
}

const study::Network& ScaledNetworks::At(const image::Size& size) {
  return *networks_[IndexOf(size)];
}

exec::Engine& ScaledNetworks::EngineAt(const image::Size& size) {
  const size_t index = IndexOf(size);
  if (!engines_[index]) engines_[index] = std::make_unique<exec::Engine>(networks_[index]->graph);
  return *engines_[index];
}

size_t ScaledNetworks::IndexOf(const image::Size& size) {
  const auto found = std::find_if(networks_.begin(), networks_.end(), [&](const auto& network) {
    return InputSizeOf(*network) == size;
  });
  if (found != networks_.end()) return static_cast<size_t>(found - networks_.begin());
  networks_.push_back(std::make_unique<study::Network>(
      study::LoadNetwork(model_, graph::InputSize{size.height, size.width})));
  engines_.emplace_back();
  return networks_.size() - 1;
}

}  // namespace aqua::adaptive

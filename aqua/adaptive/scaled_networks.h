// One network at several input sizes: what attempts at lower resolution run on.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "aqua/exec/engine.h"
#include "aqua/image/resize.h"
#include "aqua/study/network.h"

namespace aqua::adaptive {

image::Size InputSizeOf(const study::Network& network);

class ScaledNetworks {
 public:
  // Throws Error as study::LoadNetwork, and for a network that takes no photos.
  ScaledNetworks(std::filesystem::path model, std::optional<graph::InputSize> size);

  const study::Network& full() const { return *networks_.front(); }

  // The network at another input size, built when first asked for. Throws Error where it cannot
  // take that size.
  const study::Network& At(const image::Size& size);

  // Its engine, with the weights packed; made when first asked for.
  exec::Engine& EngineAt(const image::Size& size);

 private:
  size_t IndexOf(const image::Size& size);

  std::filesystem::path model_;
  std::vector<std::unique_ptr<study::Network>> networks_;  // The full one first.
  std::vector<std::unique_ptr<exec::Engine>> engines_;     // By network; null: not made yet.
};

}  // namespace aqua::adaptive

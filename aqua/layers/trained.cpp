#include "aqua/layers/trained.h"

#include "aqua/core/error.h"
#include "aqua/layers/conv2d/conv2d.h"
#include "aqua/layers/gemm/gemm.h"

namespace aqua::layers {
namespace {

const WeightGrid* AsGrid(const std::optional<WeightGrid>& grid) { return grid ? &*grid : nullptr; }

}  // namespace

bool HasTrained(const Layer& layer) {
  return dynamic_cast<const Conv2d*>(&layer) != nullptr ||
         dynamic_cast<const Gemm*>(&layer) != nullptr;
}

Trained TrainedOf(const Layer& layer) {
  if (const auto* conv = dynamic_cast<const Conv2d*>(&layer)) {
    return {conv->weights(), conv->bias()};
  }
  const auto& dense = dynamic_cast<const Gemm&>(layer);
  return {dense.weights(), dense.bias()};
}

const WeightGrid* GridOf(const Layer& layer) {
  if (const auto* conv = dynamic_cast<const Conv2d*>(&layer)) return AsGrid(conv->grid());
  return AsGrid(dynamic_cast<const Gemm&>(layer).grid());
}

std::shared_ptr<const Layer> WithTrained(const Layer& layer, Trained trained, WeightGrid grid) {
  AQUA_CHECK(trained.weights.shape() == TrainedOf(layer).weights.shape());
  if (const auto* conv = dynamic_cast<const Conv2d*>(&layer)) {
    return std::make_shared<Conv2d>(std::move(trained.weights), std::move(trained.bias),
                                    conv->groups(), conv->geometry(), std::move(grid));
  }
  return std::make_shared<Gemm>(std::move(trained.weights), std::move(trained.bias),
                                std::move(grid));
}

}  // namespace aqua::layers

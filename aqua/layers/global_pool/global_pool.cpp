#include "aqua/layers/global_pool/global_pool.h"

#include <algorithm>
#include <numeric>

#include "aqua/core/error.h"

namespace aqua::layers {
namespace {

float Reduce(PoolOperation operation, std::span<const float> cells) {
  if (cells.empty()) return 0;
  if (operation == PoolOperation::kMax) return *std::max_element(cells.begin(), cells.end());
  const double sum = std::accumulate(cells.begin(), cells.end(), 0.0);
  return static_cast<float>(sum / static_cast<double>(cells.size()));
}

}  // namespace

Shape GlobalPool::OutputShape(std::span<const Shape> inputs) const {
  const Shape& input = inputs[0];
  if (!input.IsMap() || input.height() < 1 || input.width() < 1) {
    throw Error("a global pooling needs an N x C x H x W input, not {}", input.ToString());
  }
  if (!keeps_dimensions_) return {input.batch(), input.channels()};
  return {input.batch(), input.channels(), 1, 1};
}

void GlobalPool::Run(std::span<const Activation> inputs, Activation& result) const {
  const Place& from = inputs[0].place;
  const auto area = static_cast<size_t>(from.window.area());
  const int64_t maps = from.shape.batch() * from.shape.channels();
  for (int64_t map = 0; map < maps; ++map) {
    const auto first = static_cast<size_t>(map) * area;
    result.data[map] = Reduce(operation_, inputs[0].data.values().subspan(first, area));
  }
}

ImportedLayer ImportGlobalAveragePool(const ImportContext& /*context*/) {
  return {std::make_shared<GlobalPool>(PoolOperation::kAverage), {0}};
}

ImportedLayer ImportGlobalMaxPool(const ImportContext& /*context*/) {
  return {std::make_shared<GlobalPool>(PoolOperation::kMax), {0}};
}

}  // namespace aqua::layers

// Layers that only scale and shift channels: y = scale * x + shift, a pair a channel.
#pragma once

#include <optional>

#include "aqua/core/tensor.h"
#include "aqua/layers/layer.h"

namespace aqua::graph {

// One value a channel each; an empty tensor is left out: a scale of 1, a shift of 0. Shape-only
// where the layer's constants are.
struct ChannelScale {
  Tensor scale;
  Tensor shift;
};

// What `layer` does to an input of shape `input`, whose channels are on `axis`. Nullopt for a layer
// that does anything else.
std::optional<ChannelScale> FindChannelScale(const layers::Layer& layer, const Shape& input,
                                             int axis);

}  // namespace aqua::graph

// Copies of layers, so that none holds up the pipeline: a layer with r replicas takes r positions
// at once, ceil(positions / r) * activation_bits cycles an image.
//   T = the smallest slowest stage with  sum of crossbars * replicas <= arrays,
//   replicas = ceil(positions / floor(T / activation_bits))
// ISAAC works back from the last layer: where layer i + 1 has stride S, layer i is replicated S * S
// times as often (MEMORY). That is the same proportion, since S * S is the ratio of their positions
// wherever padding keeps map sizes; here the last layer's replicas come out of the arrays there
// are.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace aqua::accel {

struct StageDemand {
  int64_t crossbars = 0;  // Of one copy; 0: no stage of the pipeline.
  int64_t positions = 0;
  int64_t activation_bits = 0;
};

// Replicas of each stage, 1 or more; 0 where there is no stage. The stages once must fit `arrays`.
std::vector<int64_t> BalancedReplicas(std::span<const StageDemand> stages, int64_t arrays);

}  // namespace aqua::accel

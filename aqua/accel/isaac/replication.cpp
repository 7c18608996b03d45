#include "aqua/accel/isaac/replication.h"

#include <algorithm>

#include "aqua/accel/checked_math.h"
#include "aqua/core/error.h"

namespace aqua::accel {
namespace {

// So that the stage takes no longer than `cycles`, which is at least its activation_bits.
int64_t ReplicasFor(const StageDemand& stage, int64_t cycles) {
  if (stage.crossbars == 0) return 0;
  if (stage.positions == 0) return 1;
  return CeilDivide(stage.positions, cycles / stage.activation_bits);
}

bool Fits(std::span<const StageDemand> stages, int64_t cycles, int64_t arrays) {
  int64_t left = arrays;
  for (const StageDemand& stage : stages) {
    int64_t taken = 0;
    if (__builtin_mul_overflow(stage.crossbars, ReplicasFor(stage, cycles), &taken)) return false;
    if (taken > left) return false;
    left -= taken;
  }
  return true;
}

}  // namespace

std::vector<int64_t> BalancedReplicas(std::span<const StageDemand> stages, int64_t arrays) {
  int64_t too_fast = 0;
  int64_t cycles = 1;
  for (const StageDemand& stage : stages) {
    if (stage.crossbars == 0) continue;
    too_fast = std::max(too_fast, stage.activation_bits - 1);
    cycles = std::max({cycles, stage.activation_bits,
                       CheckedProduct("", {stage.positions, stage.activation_bits})});
  }
  AQUA_CHECK(Fits(stages, cycles, arrays));
  while (cycles - too_fast > 1) {
    const int64_t middle = too_fast + (cycles - too_fast) / 2;
    (Fits(stages, middle, arrays) ? cycles : too_fast) = middle;
  }
  std::vector<int64_t> replicas;
  for (const StageDemand& stage : stages) replicas.push_back(ReplicasFor(stage, cycles));
  return replicas;
}

}  // namespace aqua::accel

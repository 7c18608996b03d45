#include "aqua/accel/work_parts.h"

#include <algorithm>
#include <functional>
#include <map>

#include "aqua/accel/checked_math.h"
#include "aqua/core/error.h"

namespace aqua::accel {
namespace {

using layers::LowBitPositions;
using layers::Workload;

constexpr int kMostBits = 16;

void Check(const Workload& work, const LowBitPositions& low, int64_t left) {
  if (low.activation_bits < 1 || low.activation_bits > kMostBits) {
    throw Error("layer \"{}\": positions of {} activation bits; expected 1 to {}", work.layer,
                low.activation_bits, kMostBits);
  }
  if (low.positions < 0 || low.positions > left) {
    throw Error(
        "layer \"{}\": {} positions of {} activation bits; expected 0 to the {} that are "
        "left of {}",
        work.layer, low.positions, low.activation_bits, left, work.positions());
  }
}

}  // namespace

std::vector<WorkPart> PartsOf(const Workload& work) {
  int64_t left = CheckedProduct(work.layer, {work.output_height, work.output_width});
  std::map<int, int64_t, std::greater<>> by_bits;
  for (const LowBitPositions& low : work.low_bits) {
    Check(work, low, left);
    by_bits[std::min(low.activation_bits, work.activation_bits)] += low.positions;
    left -= low.positions;
  }
  by_bits[work.activation_bits] += left;
  std::vector<WorkPart> parts;
  for (const auto& [bits, positions] : by_bits) {
    if (positions > 0) parts.push_back({positions, bits});
  }
  return parts;
}

int64_t TimeSteps(const Workload& work) {
  int64_t steps = 0;
  for (const WorkPart& part : PartsOf(work)) {
    steps = CheckedSum(steps, CheckedProduct(work.layer, {part.positions, part.activation_bits}));
  }
  return steps;
}

std::vector<int64_t> SetsOf(const std::vector<WorkPart>& parts, int64_t at_once) {
  std::vector<int64_t> sets;
  int64_t positions = 0;
  int64_t before = 0;
  for (const WorkPart& part : parts) {
    positions += part.positions;
    const int64_t begun = CeilDivide(positions, at_once);
    sets.push_back(begun - before);
    before = begun;
  }
  return sets;
}

}  // namespace aqua::accel

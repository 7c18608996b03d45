// The judge of everything that depends on values: the steps of a layer, written out from the
// definition with all their values, and hardware watched cycle by cycle. Shares no code with what
// it judges.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "aqua/accel/layer_input.h"
#include "aqua/layers/workload.h"

namespace aqua::accel {

using LaneValues = std::vector<int32_t>;

struct PlainStep {
  int64_t pass = 0;                 // All groups' counted on.
  std::vector<LaneValues> columns;  // Of the positions that there are; a dense step has one.
};

// In order: group, filter pass of 256, pallet, kernel cell, brick of 16. `folded`: the convolution
// is folded first.
std::vector<PlainStep> PlainSteps(const layers::Workload& work, const LayerInput& input,
                                  bool folded, int64_t columns = 16);

// Whether a layer is one that is folded.
bool PlainCanFold(const layers::Workload& work);

using PlainRule = std::function<int64_t(const LaneValues&)>;

// Steps follow each other, each as long as its slowest column.
int64_t PlainPalletCycles(const std::vector<PlainStep>& steps, const PlainRule& rule);
// Columns take turns; one starts a step each cycle unless the next one is busy.
int64_t PlainDenseCycles(const std::vector<PlainStep>& steps, int64_t columns,
                         const PlainRule& rule);

}  // namespace aqua::accel

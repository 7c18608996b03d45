// What each of the 16 crops asks of an accelerator, for one image.
#pragma once

#include <span>
#include <vector>

#include "aqua/cost/cost.h"
#include "aqua/crop/plan.h"
#include "aqua/study/precision.h"

namespace aqua::study {

struct CropCost {
  crop::CropCode code;
  int64_t macs = 0;
  double energy_pj = 0;
};

// One for each of `codes`, in their order. `crop`'s own code is not used.
std::vector<CropCost> CostCrops(const graph::Graph& graph, crop::CropSpec crop,
                                std::span<const crop::CropCode> codes,
                                const AcceleratorSpec& accelerator, const Precision& precision);

}  // namespace aqua::study

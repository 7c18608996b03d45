// Cycles of each layer on a design of the catalog whose layers run one after the other.
#pragma once

#include <string>
#include <vector>

#include "aqua/layers/workload.h"

namespace aqua::validation {

std::vector<double> LaneCycles(const std::string& design, const layers::Workloads& network);

}  // namespace aqua::validation

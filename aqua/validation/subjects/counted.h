// An estimate whose counts are asked for by name, of one layer or of several together.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "aqua/cost/cost.h"

namespace aqua::validation {

// The design of the catalog, as `settings` bend it.
cost::Estimate EstimateOn(const std::string& design, const layers::Workloads& network,
                          const std::map<std::string, std::string>& settings = {});
// Every count and the energy of IMAs alone: what the worked tables of ISAAC's mapping hold.
cost::Estimate EstimateOnIsaacImas(const layers::Workloads& network);
// The same for an image that asks for less of the mapped network.
cost::Estimate EstimateOnIsaacImas(const layers::Workloads& network,
                                   const layers::Workloads& image);

// Work that fills one array: 128 rows, 16 weights of 8 columns.
layers::Workloads FullArray();
// What a component of an IMA spends on a MAC there.
double MacPj(const std::string& component);

int64_t Resource(const cost::Estimate& estimate, const cost::Tally& tally, const std::string& name);
int64_t Event(const cost::Estimate& estimate, const cost::Tally& tally, const std::string& name);

}  // namespace aqua::validation

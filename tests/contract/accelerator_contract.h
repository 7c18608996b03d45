// What the contract suites over the catalog of accelerators share.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "aqua/accel/catalog.h"
#include "aqua/accel/published_networks.h"
#include "aqua/cost/cost.h"

namespace aqua::contract {

// A stem of 3 channels and stride 2, which some designs fold; pointwise, grouped, dilated, strided
// depthwise and dense layers, one of 4 positions; and work that no one counts. Maps of 32 x 32:
// whole pallets of any design that takes up to 16 positions at once.
layers::Workloads MixedNetwork(accel::published::Bits bits = {});

// The convolutions with another number of output rows.
layers::Workloads WithHeight(layers::Workloads network, int64_t height);

// What the layers of the network read: values of their bits, signed for every other layer, a third
// of them zero.
std::vector<accel::LayerInput> InputsFor(const layers::Workloads& network, uint32_t seed);

double Sum(const std::vector<double>& values);

// For sums of the same numbers in another order.
void ExpectSameEnergy(double a_pj, double b_pj);

class AcceleratorContract : public ::testing::TestWithParam<std::string> {
 protected:
  const accel::AcceleratorPtr accelerator_ = accel::MakeAccelerator(GetParam());

  cost::Estimate For(const layers::Workloads& network) const {
    return cost::EstimateNetwork(*accelerator_, network);
  }
};

// Every name of the catalog.
std::vector<std::string> AllNames();

}  // namespace aqua::contract

#include "tests/contract/accelerator_contract.h"

#include <algorithm>
#include <numeric>
#include <random>

namespace aqua::contract {

using accel::published::Bits;
using accel::published::Convolution;
using accel::published::Dense;
using accel::published::Uncounted;
using layers::Workload;
using layers::Workloads;

Workloads MixedNetwork(Bits bits) {
  return {Convolution("stem", 1, 7, 3, 40, 32, bits),
          Uncounted("pool"),
          Convolution("pointwise", 1, 1, 40, 96, 32, bits),
          Convolution("grouped", 4, 3, 24, 33, 32, bits),
          Convolution("depthwise", 132, 5, 1, 1, 32, bits),
          Uncounted("mean"),
          Dense("dense", 300, 77, bits)};
}

Workloads WithHeight(Workloads network, int64_t height) {
  for (Workload& work : network) {
    if (work.kind == layers::WorkKind::kConvolution) work.output_height = height;
  }
  return network;
}

std::vector<accel::LayerInput> InputsFor(const Workloads& network, uint32_t seed) {
  std::mt19937 random(seed);
  std::vector<accel::LayerInput> inputs;
  for (const Workload& work : network) {
    accel::LayerInput& input = inputs.emplace_back();
    if (!work.has_weights()) continue;
    input.channels = work.groups * work.input_channels;
    input.height = work.output_height - 1 + work.kernel_height;
    input.width = work.output_width - 1 + work.kernel_width;
    input.values.resize(static_cast<size_t>(input.channels * input.height * input.width));
    std::uniform_int_distribution<int32_t> value(0, (1 << work.activation_bits) - 1);
    for (int32_t& v : input.values) v = random() % 3 == 0 ? 0 : value(random);
  }
  return inputs;
}

double Sum(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

void ExpectSameEnergy(double a_pj, double b_pj) {
  EXPECT_NEAR(a_pj, b_pj, 1e-12 * std::max(a_pj, b_pj));
}

std::vector<std::string> AllNames() {
  std::vector<std::string> names;
  for (const accel::CatalogEntry& entry : accel::AcceleratorCatalog()) names.push_back(entry.name);
  return names;
}

}  // namespace aqua::contract

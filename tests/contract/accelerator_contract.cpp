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

namespace {

Workload Strided(Workload work, int64_t stride) {
  work.stride_height = stride;
  work.stride_width = stride;
  return work;
}

Workload Dilated(Workload work, int64_t dilation_height, int64_t dilation_width) {
  work.dilation_height = dilation_height;
  work.dilation_width = dilation_width;
  return work;
}

Workload WithPositions(Workload dense, int64_t positions) {
  dense.output_height = positions;
  return dense;
}

// The map that layer_input.h asks for, without values.
accel::LayerInput EmptyInput(const Workload& work) {
  accel::LayerInput input;
  input.channels = work.groups * work.input_channels;
  input.height = work.positions();
  input.width = 1;
  if (work.kind == layers::WorkKind::kConvolution) {
    input.height = (work.output_height - 1) * work.stride_height +
                   (work.kernel_height - 1) * work.dilation_height + 1;
    input.width = (work.output_width - 1) * work.stride_width +
                  (work.kernel_width - 1) * work.dilation_width + 1;
  }
  return input;
}

}  // namespace

Workloads MixedNetwork(Bits bits) {
  return {Strided(Convolution("stem", 1, 7, 3, 40, 32, bits), 2),
          Uncounted("pool"),
          Convolution("pointwise", 1, 1, 40, 96, 32, bits),
          Convolution("grouped", 4, 3, 24, 33, 32, bits),
          Dilated(Convolution("dilated", 1, 3, 132, 20, 32, bits), 2, 3),
          Strided(Convolution("depthwise", 20, 5, 1, 1, 32, bits), 3),
          Uncounted("mean"),
          WithPositions(Dense("tokens", 20, 75, bits), 4),
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
    input = EmptyInput(work);
    input.is_signed = inputs.size() % 2 == 0;
    input.values.resize(static_cast<size_t>(input.channels * input.height * input.width));
    const int32_t least = input.is_signed ? -(1 << (work.activation_bits - 1)) : 0;
    std::uniform_int_distribution<int32_t> value(least, least + (1 << work.activation_bits) - 1);
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

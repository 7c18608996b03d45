// Cycles of DaDianNao and Stripes on torchvision's AlexNet, layer by layer, as DNNsim counts them.
#include <fmt/format.h>

#include <array>
#include <numeric>

#include "aqua/accel/published_networks.h"
#include "aqua/validation/subjects/lane_cycles.h"
#include "aqua/validation/subjects/subjects.h"

namespace aqua::validation {
namespace {

using layers::Workloads;

constexpr size_t kConvolutions = 5;

// DNNsim's example precisions: magnitude and fraction bits of the activations.
Workloads AlexNetAtExampleBits() {
  constexpr std::array<int, 8> kBits = {8, 7, 5, 6, 6, 5, 5, 4};
  Workloads network = accel::published::TorchvisionAlexNet();
  for (size_t layer = 0; layer < network.size(); ++layer) {
    network[layer].activation_bits = kBits[layer];
  }
  return network;
}

double Sum(const std::vector<double>& cycles, size_t layer_count) {
  return std::accumulate(cycles.begin(), cycles.begin() + static_cast<std::ptrdiff_t>(layer_count),
                         0.0);
}

void AddDesign(Recomputations& all, const std::string& row, const std::string& design) {
  const Workloads network = AlexNetAtExampleBits();
  for (size_t layer = 0; layer < network.size(); ++layer) {
    all[row + network[layer].layer] = [design, layer] {
      return LaneCycles(design, AlexNetAtExampleBits())[layer];
    };
  }
  all[row + "total"] = [design, layer_count = network.size()] {
    return Sum(LaneCycles(design, AlexNetAtExampleBits()), layer_count);
  };
}

double ConvolutionSpeedUp() {
  return Sum(LaneCycles("bit_parallel", AlexNetAtExampleBits()), kConvolutions) /
         Sum(LaneCycles("stripes", AlexNetAtExampleBits()), kConvolutions);
}

}  // namespace

void AddLanes(Recomputations& all) {
  AddDesign(all, "lanes.dadiannao.", "bit_parallel");
  AddDesign(all, "lanes.stripes.", "stripes");
  all["lanes.stripes.convolution_speed_up"] = ConvolutionSpeedUp;
  all["lanes.stripes.bvlc_conv3"] = [] {
    return LaneCycles("stripes",
                      {accel::published::Convolution("conv3", 1, 3, 256, 384, 13, {16, 5})})[0];
  };
}

}  // namespace aqua::validation

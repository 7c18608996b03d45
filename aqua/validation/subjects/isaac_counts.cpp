// Crossbars, reads, conversions and IMA energy of the convolutions of AlexNet (227 x 227, layers 2,
// 4 and 5 in two groups) and VGG-16, at four choices of bits; and what a large layer comes to.
#include <fmt/format.h>

#include "aqua/accel/published_networks.h"
#include "aqua/validation/subjects/counted.h"
#include "aqua/validation/subjects/subjects.h"

namespace aqua::validation {
namespace {

using accel::published::Bits;
using layers::Workloads;

constexpr double kMillion = 1e6;
constexpr double kBillion = 1e9;
constexpr double kMillijoule = 1e9;  // In pJ.

struct Network {
  const char* name;
  Workloads (*convolutions)(Bits);
  double large;  // What its MACs and conversions are printed in.
};

double In(double unit, int64_t count) { return static_cast<double>(count) / unit; }

double ConversionsAMac(const cost::Estimate& estimate) {
  const cost::Tally& sum = estimate.convolution;
  return static_cast<double>(Event(estimate, sum, "adc_conversions")) /
         static_cast<double>(sum.macs);
}

void AddTable(Recomputations& all, const Network& network, Bits bits) {
  const std::string row =
      fmt::format("isaac_counts.{}.{}_{}.", network.name, bits.weight, bits.activation);
  const auto add = [&](const char* column, double (*figure)(const cost::Estimate&, double)) {
    all[row + column] = [network, bits, figure] {
      return figure(EstimateOnIsaacImas(network.convolutions(bits)), network.large);
    };
  };
  add("macs", [](const cost::Estimate& estimate, double large) {
    return In(large, estimate.convolution.macs);
  });
  add("arrays", [](const cost::Estimate& estimate, double) {
    return In(1, Resource(estimate, estimate.convolution, "crossbars"));
  });
  add("reads", [](const cost::Estimate& estimate, double) {
    return In(kMillion, Event(estimate, estimate.convolution, "array_reads"));
  });
  add("conversions", [](const cost::Estimate& estimate, double large) {
    return In(large, Event(estimate, estimate.convolution, "adc_conversions"));
  });
  add("conversions_a_mac",
      [](const cost::Estimate& estimate, double) { return ConversionsAMac(estimate); });
  add("energy", [](const cost::Estimate& estimate, double) {
    return estimate.convolution.energy_pj / kMillijoule;
  });
}

// One convolution that fills its arrays.
void AddLimit(Recomputations& all, Bits bits) {
  all[fmt::format("isaac_counts.large_layer.{}_{}", bits.weight, bits.activation)] = [bits] {
    return ConversionsAMac(
        EstimateOnIsaacImas({accel::published::Convolution("conv", 1, 1, 512, 512, 14, bits)}));
  };
}

}  // namespace

void AddIsaacCounts(Recomputations& all) {
  const std::vector<Network> networks = {
      {"alexnet", accel::published::AlexNetConvolutions, kMillion},
      {"vgg16", accel::published::Vgg16Convolutions, kBillion}};
  for (const Network& network : networks) {
    for (const Bits bits : {Bits{16, 16}, Bits{10, 16}, Bits{16, 8}, Bits{8, 8}}) {
      AddTable(all, network, bits);
    }
  }
  for (const Bits bits : {Bits{16, 16}, Bits{10, 16}, Bits{8, 8}}) AddLimit(all, bits);
}

}  // namespace aqua::validation

// ISAAC's mapping layer by layer: AlexNet's convolutions, VGG-16's dense layers, and the two rules
// for weights at the edge of an array.
#include <fmt/format.h>

#include "aqua/accel/published_networks.h"
#include "aqua/validation/subjects/counted.h"
#include "aqua/validation/subjects/subjects.h"

namespace aqua::validation {
namespace {

using layers::Workload;
using layers::Workloads;

double Arrays(const Workload& work, const std::string& column_rule) {
  const cost::Estimate estimate = EstimateOn("isaac", {work}, {{"column_rule", column_rule}});
  return static_cast<double>(Resource(estimate, estimate.total, "crossbars"));
}

double ConversionsMillions(const Workload& work) {
  const cost::Estimate estimate = EstimateOnIsaacImas({work});
  return static_cast<double>(Event(estimate, estimate.total, "adc_conversions")) / 1e6;
}

void AddConvolution(Recomputations& all, const Workload& work) {
  const std::string row = fmt::format("isaac_layers.alexnet.{}.", work.layer);
  all[row + "arrays"] = [work] { return Arrays(work, "straddle"); };
  all[row + "windows"] = [work] { return static_cast<double>(work.positions()); };
  all[row + "conversions"] = [work] { return ConversionsMillions(work); };
}

}  // namespace

void AddIsaacLayers(Recomputations& all) {
  for (const Workload& work : accel::published::AlexNetConvolutions()) AddConvolution(all, work);
  for (const Workload& work : accel::published::Vgg16Dense()) {
    all[fmt::format("isaac_layers.vgg16.{}.arrays", work.layer)] = [work] {
      return Arrays(work, "straddle");
    };
  }
  const Workload columns = accel::published::Convolution("conv", 1, 1, 128, 256, 1, {10, 16});
  all["isaac_layers.straddle"] = [columns] { return Arrays(columns, "straddle"); };
  all["isaac_layers.whole"] = [columns] { return Arrays(columns, "whole"); };
}

}  // namespace aqua::validation

#include "aqua/validation/subjects/counted.h"

#include <algorithm>

#include "aqua/accel/catalog.h"
#include "aqua/accel/published_networks.h"
#include "aqua/core/error.h"

namespace aqua::validation {
namespace {

int64_t Named(const std::vector<std::string>& names, const std::vector<int64_t>& counts,
              const std::string& name) {
  const auto found = std::find(names.begin(), names.end(), name);
  AQUA_CHECK(found != names.end());
  return counts[static_cast<size_t>(found - names.begin())];
}

}  // namespace

cost::Estimate EstimateOn(const std::string& design, const layers::Workloads& network,
                          const std::map<std::string, std::string>& settings) {
  return cost::EstimateNetwork(*accel::MakeAccelerator(design, {{}, settings}), network);
}

cost::Estimate EstimateOnIsaacImas(const layers::Workloads& network) {
  return EstimateOnIsaacImas(network, network);
}

cost::Estimate EstimateOnIsaacImas(const layers::Workloads& network,
                                   const layers::Workloads& image) {
  static const accel::AcceleratorPtr isaac =
      accel::MakeAccelerator("isaac", {{}, {{"level", "ima"}}});
  return cost::Estimator(*isaac, network).ForImage(accel::ImageWork(image));
}

layers::Workloads FullArray() { return {accel::published::Dense("full", 128, 16)}; }

double MacPj(const std::string& component) {
  const cost::Estimate estimate = EstimateOnIsaacImas(FullArray());
  const auto found =
      std::find(estimate.component_names.begin(), estimate.component_names.end(), component);
  AQUA_CHECK(found != estimate.component_names.end());
  const auto index = static_cast<size_t>(found - estimate.component_names.begin());
  return estimate.total.breakdown_pj[index] / static_cast<double>(estimate.total.macs);
}

int64_t Resource(const cost::Estimate& estimate, const cost::Tally& tally,
                 const std::string& name) {
  return Named(estimate.resource_names, tally.resources, name);
}

int64_t Event(const cost::Estimate& estimate, const cost::Tally& tally, const std::string& name) {
  return Named(estimate.event_names, tally.events, name);
}

}  // namespace aqua::validation

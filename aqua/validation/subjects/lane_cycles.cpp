#include "aqua/validation/subjects/lane_cycles.h"

#include "aqua/accel/catalog.h"

namespace aqua::validation {

std::vector<double> LaneCycles(const std::string& design, const layers::Workloads& network) {
  const accel::AcceleratorPtr lanes = accel::MakeAccelerator(design);
  const accel::EventCounts counts = lanes->Count(lanes->Map(network), accel::ImageWork(network));
  return {counts.cycles.begin(), counts.cycles.end()};
}

}  // namespace aqua::validation

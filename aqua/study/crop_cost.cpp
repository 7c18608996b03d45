#include "aqua/study/crop_cost.h"

#include "aqua/accel/catalog.h"

namespace aqua::study {

std::vector<CropCost> CostCrops(const graph::Graph& graph, crop::CropSpec crop,
                                std::span<const crop::CropCode> codes,
                                const AcceleratorSpec& accelerator, const Precision& precision) {
  const accel::AcceleratorPtr model = accel::MakeAccelerator(accelerator.name, accelerator.options);
  crop.code = {};
  const cost::Estimator estimator(*model,
                                  WorkAtPrecision(graph, crop::MakePlan(graph, crop), precision));
  std::vector<CropCost> costs;
  for (const crop::CropCode& code : codes) {
    crop.code = code;
    const layers::Workloads work = WorkAtPrecision(graph, crop::MakePlan(graph, crop), precision);
    CropCost cost{code, 0, estimator.EnergyPj(work)};
    for (const layers::Workload& layer : work) cost.macs += layer.macs();
    costs.push_back(cost);
  }
  return costs;
}

}  // namespace aqua::study

#include "aqua/study/crop_cost.h"

#include "aqua/accel/catalog.h"

namespace aqua::study {

layers::Workloads WorkAtBits(const graph::Graph& graph, const crop::CropPlan& plan, Bits bits) {
  layers::Workloads work = crop::PlanWork(graph, plan);
  for (layers::Workload& layer : work) {
    layer.weight_bits = bits.weight;
    layer.activation_bits = bits.activation;
  }
  return work;
}

std::vector<CropCost> CostCrops(const graph::Graph& graph, crop::CropSpec crop,
                                std::span<const crop::CropCode> codes,
                                const std::string& accelerator, Bits bits) {
  const accel::AcceleratorPtr model = accel::MakeAccelerator(accelerator);
  crop.code = {};
  const layers::Workloads full = WorkAtBits(graph, crop::MakePlan(graph, crop), bits);
  const cost::Estimator estimator(*model, full);
  std::vector<CropCost> costs;
  for (const crop::CropCode& code : codes) {
    crop.code = code;
    const layers::Workloads work = WorkAtBits(graph, crop::MakePlan(graph, crop), bits);
    CropCost cost{code, 0, estimator.EnergyPj(work)};
    for (const layers::Workload& layer : work) cost.macs += layer.macs();
    costs.push_back(cost);
  }
  return costs;
}

}  // namespace aqua::study

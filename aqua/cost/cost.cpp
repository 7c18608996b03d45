#include "aqua/cost/cost.h"

#include <numeric>

#include "aqua/accel/checked_math.h"

namespace aqua::cost {
namespace {

using layers::WorkKind;
using layers::Workload;

std::vector<std::string> Copy(std::span<const std::string> names) {
  return {names.begin(), names.end()};
}

std::vector<int64_t> Copy(std::span<const int64_t> counts) {
  return {counts.begin(), counts.end()};
}

// The sum of the breakdown and not of rounded sums: a tally always adds up by itself.
void SumBreakdown(Tally& tally) {
  tally.energy_pj = std::accumulate(tally.breakdown_pj.begin(), tally.breakdown_pj.end(), 0.0);
}

void Add(std::vector<int64_t>& sums, const std::vector<int64_t>& counts) {
  for (size_t i = 0; i < sums.size(); ++i) sums[i] = accel::CheckedSum(sums[i], counts[i]);
}

void Add(Tally& sum, const Tally& layer) {
  sum.macs = accel::CheckedSum(sum.macs, layer.macs);
  Add(sum.resources, layer.resources);
  Add(sum.events, layer.events);
  for (size_t i = 0; i < sum.breakdown_pj.size(); ++i) {
    sum.breakdown_pj[i] += layer.breakdown_pj[i];
  }
  SumBreakdown(sum);
}

}  // namespace

Estimator::Estimator(const accel::Accelerator& accelerator, std::span<const Workload> network)
    : accelerator_(accelerator), prices_(accelerator), mapping_(accelerator.Map(network)) {}

Tally Estimator::EmptyTally() const {
  Tally tally;
  tally.resources.resize(accelerator_.ResourceNames().size(), 0);
  tally.events.resize(accelerator_.EventNames().size(), 0);
  tally.breakdown_pj.resize(prices_.component_names().size(), 0.0);
  return tally;
}

LayerEstimate Estimator::ForLayer(const Workload& work, size_t index,
                                  const accel::EventCounts& counts) const {
  LayerEstimate layer{work.layer, work.kind, EmptyTally(), 0.0};
  layer.tally.macs = accel::MacCount(work);
  layer.tally.resources = Copy(mapping_.resources.Layer(index));
  layer.tally.events = Copy(counts.events.Layer(index));
  prices_.Charge(layer.tally.events, layer.tally.breakdown_pj);
  SumBreakdown(layer.tally);
  layer.busy_ns = static_cast<double>(counts.cycles[index]) * accelerator_.CycleNs();
  return layer;
}

Estimate Estimator::ForImage(std::span<const Workload> image) const {
  const accel::EventCounts counts = accelerator_.Count(mapping_, image);
  Estimate estimate{std::string(accelerator_.Name()),
                    Copy(accelerator_.ResourceNames()),
                    Copy(accelerator_.EventNames()),
                    prices_.component_names(),
                    {},
                    EmptyTally(),
                    EmptyTally(),
                    EmptyTally()};
  estimate.layers.reserve(image.size());
  for (size_t index = 0; index < image.size(); ++index) {
    const LayerEstimate& layer =
        estimate.layers.emplace_back(ForLayer(image[index], index, counts));
    Add(estimate.total, layer.tally);
    if (layer.kind == WorkKind::kConvolution) Add(estimate.convolution, layer.tally);
    if (layer.kind == WorkKind::kDense) Add(estimate.dense, layer.tally);
  }
  return estimate;
}

double Estimator::EnergyPj(std::span<const Workload> image) const {
  const accel::EventCounts counts = accelerator_.Count(mapping_, image);
  double energy_pj = 0;
  for (size_t event = 0; event < counts.events.column_count(); ++event) {
    energy_pj += static_cast<double>(counts.events.Sum(event)) * prices_.EventPj(event);
  }
  return energy_pj;
}

Estimate EstimateNetwork(const accel::Accelerator& accelerator, std::span<const Workload> network) {
  return Estimator(accelerator, network).ForImage(network);
}

}  // namespace aqua::cost

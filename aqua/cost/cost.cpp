#include "aqua/cost/cost.h"

#include <numeric>
#include <optional>

#include "aqua/accel/checked_math.h"
#include "aqua/core/error.h"

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
  const auto sum = [](const std::vector<double>& parts) {
    return std::accumulate(parts.begin(), parts.end(), 0.0);
  };
  tally.energy_pj = sum(tally.breakdown_pj);
  tally.value_energy_pj = sum(tally.value_breakdown_pj);
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
    sum.value_breakdown_pj[i] += layer.value_breakdown_pj[i];
  }
  SumBreakdown(sum);
}

}  // namespace

Estimator::Estimator(const accel::Accelerator& accelerator, std::span<const Workload> network)
    : accelerator_(accelerator),
      prices_(accelerator, accelerator.Prices()),
      value_prices_(accelerator, accelerator.ValuePrices()),
      mapping_(accelerator.Map(network)) {
  AQUA_CHECK(prices_.component_names() == value_prices_.component_names());
}

Tally Estimator::EmptyTally() const {
  Tally tally;
  tally.resources.resize(accelerator_.ResourceNames().size(), 0);
  tally.events.resize(accelerator_.EventNames().size(), 0);
  tally.breakdown_pj.resize(prices_.component_names().size(), 0.0);
  tally.value_breakdown_pj = tally.breakdown_pj;
  return tally;
}

LayerEstimate Estimator::ForLayer(const Workload& work, size_t index,
                                  const accel::EventCounts& counts) const {
  LayerEstimate layer{work.layer, work.kind, EmptyTally(), 0.0};
  layer.tally.macs = accel::MacCount(work);
  layer.tally.resources = Copy(mapping_.resources.Layer(index));
  layer.tally.events = Copy(counts.events.Layer(index));
  prices_.Charge(layer.tally.events, layer.tally.breakdown_pj);
  layer.tally.value_breakdown_pj = layer.tally.breakdown_pj;
  SumBreakdown(layer.tally);
  layer.busy_ns = static_cast<double>(counts.cycles[index]) * accelerator_.CycleNs();
  return layer;
}

Estimate Estimator::Named() const {
  Estimate estimate;
  estimate.accelerator = accelerator_.Name();
  estimate.resource_names = Copy(accelerator_.ResourceNames());
  estimate.event_names = Copy(accelerator_.EventNames());
  estimate.component_names = prices_.component_names();
  estimate.total = EmptyTally();
  estimate.convolution = EmptyTally();
  estimate.dense = EmptyTally();
  estimate.area = accelerator_.Area(mapping_);
  for (const accel::ComponentArea& part : estimate.area) estimate.area_mm2 += part.area_mm2;
  estimate.notes = accelerator_.Notes(mapping_);
  return estimate;
}

Estimate Estimator::ForImage(const accel::ImageWork& image) const {
  const accel::EventCounts counts =
      accelerator_.Count(mapping_, accel::ImageWork(image.layers));  // Whatever the values.
  std::optional<accel::EventCounts> by_values;
  if (image.HasValues()) by_values = accelerator_.Count(mapping_, image);
  Estimate estimate = Named();
  estimate.from_values = image.HasValues();
  const std::string_view assumed = accelerator_.ValueAssumption();
  if (!image.HasValues() && !assumed.empty()) estimate.notes.emplace_back(assumed);
  estimate.timing = accelerator_.Time(mapping_, image, by_values ? *by_values : counts);
  estimate.layers.reserve(image.layers.size());
  for (size_t index = 0; index < image.layers.size(); ++index) {
    LayerEstimate& layer =
        estimate.layers.emplace_back(ForLayer(image.layers[index], index, counts));
    if (by_values) TakeValues(*by_values, index, layer);
    Add(estimate.total, layer.tally);
    if (layer.kind == WorkKind::kConvolution) Add(estimate.convolution, layer.tally);
    if (layer.kind == WorkKind::kDense) Add(estimate.dense, layer.tally);
  }
  return estimate;
}

void Estimator::TakeValues(const accel::EventCounts& counts, size_t index,
                           LayerEstimate& layer) const {
  layer.tally.events = Copy(counts.events.Layer(index));
  layer.tally.value_breakdown_pj.assign(layer.tally.breakdown_pj.size(), 0.0);
  value_prices_.Charge(layer.tally.events, layer.tally.value_breakdown_pj);
  SumBreakdown(layer.tally);
  layer.busy_ns = static_cast<double>(counts.cycles[index]) * accelerator_.CycleNs();
}

double Estimator::EnergyPj(std::span<const Workload> image) const {
  const accel::EventCounts counts = accelerator_.Count(mapping_, accel::ImageWork(image));
  double energy_pj = 0;
  for (size_t event = 0; event < counts.events.column_count(); ++event) {
    energy_pj += static_cast<double>(counts.events.Sum(event)) * prices_.EventPj(event);
  }
  return energy_pj;
}

Estimate EstimateNetwork(const accel::Accelerator& accelerator, std::span<const Workload> network) {
  return Estimator(accelerator, network).ForImage(accel::ImageWork(network));
}

}  // namespace aqua::cost

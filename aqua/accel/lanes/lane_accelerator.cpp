#include "aqua/accel/lanes/lane_accelerator.h"

#include <array>

#include "aqua/accel/checked_math.h"
#include "aqua/core/error.h"

namespace aqua::accel {

using layers::Workload;

std::span<const std::string> LaneAccelerator::ResourceNames() const {
  static const std::array<std::string, kResourceCount> names = {"filter_passes"};
  return names;
}

Mapping LaneAccelerator::Map(std::span<const Workload> network) const {
  Mapping mapping{CountTable(network.size(), kResourceCount)};
  for (size_t index = 0; index < network.size(); ++index) {
    if (!network[index].has_weights()) continue;
    const LaneLayer layer = MakeLaneLayer(geometry(), design_.first_layer, network[index]);
    mapping.resources.Layer(index)[kFilterPasses] =
        CheckedProduct(layer.work.layer, {layer.work.groups, layer.passes});
  }
  return mapping;
}

EventCounts LaneAccelerator::Count(const Mapping& mapping, const ImageWork& image) const {
  const size_t layer_count = image.layers.size();
  AQUA_CHECK_EQ(mapping.resources.layer_count(), layer_count);
  AQUA_CHECK(!image.HasValues() || image.inputs.size() == layer_count);
  EventCounts counts{CountTable(layer_count, design_.events.size()),
                     std::vector<int64_t>(layer_count, 0)};
  for (size_t index = 0; index < layer_count; ++index) {
    if (!image.layers[index].has_weights()) continue;
    const LaneLayer layer = MakeLaneLayer(geometry(), design_.first_layer, image.layers[index]);
    AQUA_CHECK_EQ(mapping.resources.Layer(index)[kFilterPasses], layer.work.groups * layer.passes);
    if (layer.steps == 0) continue;
    const std::span<int64_t> events = counts.events.Layer(index);
    counts.cycles[index] =
        CountLayer(layer, image.HasValues() ? &image.inputs[index] : nullptr, events);
    events[kComputeCycles] = counts.cycles[index];
    events[kSteps] = layer.steps;
  }
  return counts;
}

LaneDesign MakeLaneDesign(std::string name, const Constants& constants, AreaRatio area,
                          Settings& settings, const std::vector<std::string>& own_events) {
  LaneDesign design;
  design.name = std::move(name);
  design.geometry = GeometryOf(constants);
  design.first_layer = settings.Choice("first_layer", {"folded", "plain"}) == 0
                           ? FirstLayer::kFolded
                           : FirstLayer::kPlain;
  const bool fixed_power = settings.Choice("fixed_power", {"off", "on"}) == 1;
  design.cycle_ns = CycleNsOf(constants);
  design.prices = LanePrices(constants, LaneAccelerator::kComputeCycles, fixed_power);
  if (area == AreaRatio::kPublished) design.areas = LaneAreas(constants);
  design.events = {"compute_cycles", "steps"};
  design.events.insert(design.events.end(), own_events.begin(), own_events.end());
  return design;
}

}  // namespace aqua::accel

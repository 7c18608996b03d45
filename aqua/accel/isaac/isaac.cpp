#include "aqua/accel/isaac/isaac.h"

#include <algorithm>
#include <array>

#include "aqua/accel/checked_math.h"
#include "aqua/accel/isaac/array_layout.h"
#include "aqua/accel/isaac/isaac_chip.h"
#include "aqua/accel/isaac/isaac_prices.h"
#include "aqua/accel/isaac/layer_events.h"
#include "aqua/accel/isaac/pipeline.h"
#include "aqua/accel/isaac/replication.h"
#include "aqua/accel/work_parts.h"
#include "aqua/core/error.h"

namespace aqua::accel {
namespace {

using layers::Workload;

constexpr int kMaxBits = 16;

void CheckBits(const Workload& work) {
  const auto check = [&](int bits, std::string_view of_what) {
    if (bits >= 1 && bits <= kMaxBits) return;
    throw Error("layer \"{}\": {} {} bits; ISAAC takes 1 to {}", work.layer, bits, of_what,
                kMaxBits);
  };
  check(work.weight_bits, "weight");
  check(work.activation_bits, "activation");
}

}  // namespace

Isaac::Isaac(IsaacConstants constants, const IsaacSettings& settings)
    : constants_(std::move(constants)),
      settings_(settings),
      prices_(IsaacPrices(constants_, settings_, ArrayActivity::kEveryRow)),
      value_prices_(IsaacPrices(constants_, settings_, ArrayActivity::kActiveRows)) {}

std::span<const std::string> Isaac::ResourceNames() const {
  static const std::array<std::string, kResourceCount> names = {
      "crossbars", "used_columns", "replicas", "placed_crossbars", "tiles"};
  return names;
}

std::span<const std::string> Isaac::EventNames() const {
  static const std::array<std::string, kEventCount> names = {
      "array_reads",        "adc_conversions",      "adc_idle_conversions", "unit_conversions",
      "dac_conversions",    "edram_read_bits",      "edram_write_bits",     "bus_bits",
      "router_bits",        "sigmoid_operations",   "max_pool_comparisons", "tile_shift_adds",
      "tile_register_bits", "hyper_transport_bits", "active_rows",          "tile_cycles",
      "chip_cycles"};
  return names;
}

Mapping Isaac::Map(std::span<const Workload> network) const {
  Mapping mapping{CountTable(network.size(), kResourceCount)};
  for (size_t layer = 0; layer < network.size(); ++layer) {
    if (!network[layer].has_weights()) continue;
    CheckBits(network[layer]);
    PartsOf(network[layer]);
    const ArrayLayout layout =
        LayOutInArrays(network[layer], constants_, settings_.column_rule, settings_.packing);
    mapping.resources.Layer(layer)[kCrossbars] = layout.crossbars;
    mapping.resources.Layer(layer)[kUsedColumns] = layout.used_columns;
  }
  Replicate(network, mapping.resources);
  mapping.first_window_shares = FirstWindowShares(network);
  return mapping;
}

int64_t Isaac::ArraysToFill(int64_t crossbars) const {
  const int64_t per_chip = constants_.ArraysPerChip();
  if (crossbars == 0) return 0;
  const int64_t needed = CeilDivide(crossbars, per_chip);
  const int64_t chips = settings_.chips.value_or(needed);
  if (chips < needed) {
    throw Error("isaac: the network takes {} arrays, {} chips of {}; chips={} is too few",
                crossbars, needed, per_chip, chips);
  }
  return CheckedProduct("all together", {chips, per_chip});
}

void Isaac::Replicate(std::span<const Workload> network, CountTable& resources) const {
  const int64_t arrays = ArraysToFill(resources.Sum(kCrossbars));
  std::vector<StageDemand> stages(network.size());
  for (size_t layer = 0; layer < network.size(); ++layer) {
    const Workload& work = network[layer];
    stages[layer] = {resources.Layer(layer)[kCrossbars],
                     CheckedProduct(work.layer, {work.output_height, work.output_width}),
                     work.activation_bits};
  }
  const bool balanced = settings_.replication == Replication::kBalanced;
  const std::vector<int64_t> replicas =
      balanced ? BalancedReplicas(stages, arrays) : std::vector<int64_t>(network.size(), 1);
  for (size_t layer = 0; layer < network.size(); ++layer) {
    const std::span<int64_t> row = resources.Layer(layer);
    if (row[kCrossbars] == 0) continue;
    row[kReplicas] = replicas[layer];
    row[kPlacedCrossbars] =
        CheckedProduct(network[layer].layer, {row[kCrossbars], replicas[layer]});
    row[kTiles] = CeilDivide(row[kPlacedCrossbars], constants_.ArraysPerTile());
  }
}

EventCounts Isaac::Count(const Mapping& mapping, const ImageWork& image) const {
  const size_t layer_count = image.layers.size();
  AQUA_CHECK_EQ(mapping.resources.layer_count(), layer_count);
  AQUA_CHECK(!image.HasValues() || image.inputs.size() == layer_count);
  EventCounts counts{CountTable(layer_count, kEventCount), std::vector<int64_t>(layer_count, 0)};
  for (size_t layer = 0; layer < layer_count; ++layer) {
    const Workload& work = image.layers[layer];
    const std::span<const int64_t> resources = mapping.resources.Layer(layer);
    const std::span<int64_t> events = counts.events.Layer(layer);
    if (work.kind == layers::WorkKind::kMaxPool) CountPoolEvents(work, events);
    if (!work.has_weights()) continue;
    CheckBits(work);
    counts.cycles[layer] = LayerCycles(work, resources[kReplicas], constants_);
    CountLayerEvents(work, resources, constants_, events);
    if (!image.HasValues()) continue;
    CountActiveRowEvents(work, image.inputs[layer], resources, constants_, events);
  }
  CountChipCrossings(mapping, image.layers, constants_, counts.events);
  CountPoweredCycles(mapping, image.layers, constants_, counts);
  return counts;
}

Timing Isaac::Time(const Mapping& mapping, const ImageWork& image,
                   const EventCounts& counts) const {
  return PipelineTiming(constants_, image.layers, counts.cycles, mapping.first_window_shares);
}

int64_t Isaac::ChipsOf(const Mapping& mapping) const {
  const int64_t arrays = mapping.resources.Sum(kPlacedCrossbars);
  return arrays == 0 ? 0 : CeilDivide(arrays, constants_.ArraysPerChip());
}

std::vector<ComponentArea> Isaac::Area(const Mapping& mapping) const {
  return ChipArea(constants_, ChipsOf(mapping));
}

std::vector<std::string> Isaac::Notes(const Mapping& mapping) const {
  std::vector<std::string> notes;
  const int64_t chips = ChipsOf(mapping);
  if (chips > 1) {
    notes.push_back(fmt::format(
        "fills {} chips of {} arrays; layers follow each other from chip to chip, results cross by "
        "HyperTransport",
        chips, constants_.ArraysPerChip()));
  }
  int64_t most = 0;
  for (size_t layer = 0; layer < mapping.resources.layer_count(); ++layer) {
    most = std::max(most, mapping.resources.Layer(layer)[kReplicas]);
  }
  if (most > 1) notes.push_back(fmt::format("layers are replicated up to {} times", most));
  if (settings_.design != IsaacDesign::kCe) {
    notes.emplace_back(
        "the geometry of ISAAC-PE and ISAAC-SE is inferred from their published figures");
  }
  const int64_t adc_bits = settings_.adc_bits.value_or(static_cast<int>(constants_.adc_bits));
  const bool same_price = settings_.adc_energy == AdcEnergyModel::kConstant;
  if (adc_bits != constants_.adc_bits && same_price) {
    notes.push_back(fmt::format(
        "an ADC of {} bits is priced as one of {}: adc_energy=constant does not follow the bits",
        adc_bits, constants_.adc_bits));
  }
  if (constants_.ReadCycles() > 1) {
    notes.push_back(
        fmt::format("arrays share ADCs: a read takes {:g} cycles", constants_.ReadCycles()));
  }
  return notes;
}

AcceleratorPtr MakeIsaac(const AcceleratorOptions& options) {
  const IsaacSettings settings = ParseIsaacSettings(options.settings);
  if (options.constants.empty()) {
    return std::make_unique<Isaac>(BuiltInIsaac(settings.design), settings);
  }
  if (options.settings.count("design") > 0) {
    throw Error("isaac: {} and design={} are two sets of parameters; give one",
                options.constants.string(), options.settings.at("design"));
  }
  return std::make_unique<Isaac>(ReadIsaacConstants(options.constants), settings);
}

}  // namespace aqua::accel

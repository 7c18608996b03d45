#include "aqua/accel/isaac/isaac.h"

#include <array>

#include "aqua/accel/checked_math.h"
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

std::vector<EnergyPrice> PricesOf(const IsaacConstants& constants) {
  std::vector<EnergyPrice> prices;
  const auto add = [&](Isaac::Event event, const char* component, const PricedEvent& price) {
    prices.push_back({event, component, price.energy_pj, price.source});
  };
  add(Isaac::kAdcConversions, "adc", constants.adc_conversion);
  add(Isaac::kAdcIdleConversions, "adc_idle", constants.adc_conversion);
  add(Isaac::kDacConversions, "dac", constants.dac_conversion);
  add(Isaac::kArrayReads, "array", constants.array_read);
  add(Isaac::kAdcConversions, "sample_hold", constants.sample_hold);
  add(Isaac::kAdcIdleConversions, "sample_hold", constants.sample_hold);
  add(Isaac::kArrayReads, "shift_add", constants.shift_add);
  add(Isaac::kArrayReads, "input_register", constants.input_register);
  add(Isaac::kArrayReads, "output_register", constants.output_register);
  return prices;
}

ColumnRule ColumnRuleOf(const AcceleratorOptions& options) {
  ColumnRule rule = ColumnRule::kStraddle;
  for (const auto& [key, value] : options.settings) {
    if (key != "column_rule") {
      throw Error("isaac: unknown setting \"{}\", expected column_rule", key);
    }
    if (value != "straddle" && value != "whole") {
      throw Error("isaac: column_rule \"{}\", expected straddle or whole", value);
    }
    if (value == "whole") rule = ColumnRule::kWhole;
  }
  return rule;
}

}  // namespace

Isaac::Isaac(const IsaacConstants& constants, ColumnRule column_rule)
    : constants_(constants), column_rule_(column_rule), prices_(PricesOf(constants)) {}

std::span<const std::string> Isaac::ResourceNames() const {
  static const std::array<std::string, kResourceCount> names = {"crossbars", "used_columns"};
  return names;
}

std::span<const std::string> Isaac::EventNames() const {
  static const std::array<std::string, kEventCount> names = {
      "array_reads", "adc_conversions", "adc_idle_conversions", "dac_conversions"};
  return names;
}

int64_t Isaac::ColumnBlocks(const Workload& work, int64_t slices) const {
  if (column_rule_ == ColumnRule::kStraddle) {
    return CeilDivide(CheckedProduct(work.layer, {work.columns(), slices}),
                      constants_.array_columns);
  }
  const int64_t weights_a_row = constants_.array_columns / slices;
  if (weights_a_row == 0) {
    throw Error("layer \"{}\": a weight of {} columns does not fit whole into arrays of {}",
                work.layer, slices, constants_.array_columns);
  }
  return CeilDivide(work.columns(), weights_a_row);
}

void Isaac::MapLayer(const Workload& work, std::span<int64_t> resources) const {
  CheckBits(work);
  const int64_t rows =
      CheckedProduct(work.layer, {work.kernel_height, work.kernel_width, work.input_channels});
  const int64_t slices = CeilDivide(work.weight_bits, constants_.cell_bits);
  const int64_t row_blocks = CeilDivide(rows, constants_.array_rows);
  resources[kCrossbars] =
      CheckedProduct(work.layer, {work.groups, row_blocks, ColumnBlocks(work, slices)});
  resources[kUsedColumns] =
      CheckedProduct(work.layer, {work.groups, row_blocks, work.columns(), slices});
}

Mapping Isaac::Map(std::span<const Workload> network) const {
  Mapping mapping{CountTable(network.size(), kResourceCount)};
  for (size_t layer = 0; layer < network.size(); ++layer) {
    if (!network[layer].has_weights()) continue;
    MapLayer(network[layer], mapping.resources.Layer(layer));
  }
  return mapping;
}

void Isaac::CountLayer(const Workload& work, int64_t steps, std::span<const int64_t> resources,
                       std::span<int64_t> events) const {
  AQUA_CHECK(resources[kCrossbars] > 0);
  const int64_t reads = CheckedProduct(work.layer, {resources[kCrossbars], steps});
  const int64_t conversions = CheckedProduct(work.layer, {resources[kUsedColumns], steps});
  events[kArrayReads] = reads;
  events[kAdcConversions] = conversions;
  events[kAdcIdleConversions] =
      CheckedProduct(work.layer, {reads, constants_.array_columns}) - conversions;
  events[kDacConversions] = CheckedProduct(work.layer, {reads, constants_.array_rows});
}

EventCounts Isaac::Count(const Mapping& mapping, const ImageWork& image) const {
  const size_t layer_count = image.layers.size();
  AQUA_CHECK_EQ(mapping.resources.layer_count(), layer_count);
  EventCounts counts{CountTable(layer_count, kEventCount), std::vector<int64_t>(layer_count, 0)};
  for (size_t layer = 0; layer < layer_count; ++layer) {
    const Workload& work = image.layers[layer];
    if (!work.has_weights()) continue;
    CheckBits(work);
    counts.cycles[layer] =
        CheckedProduct(work.layer, {work.output_height, work.output_width, work.activation_bits});
    CountLayer(work, counts.cycles[layer], mapping.resources.Layer(layer),
               counts.events.Layer(layer));
  }
  return counts;
}

AcceleratorPtr MakeIsaac(const AcceleratorOptions& options) {
  return std::make_unique<Isaac>(ReadIsaacConstants(options.constants), ColumnRuleOf(options));
}

}  // namespace aqua::accel

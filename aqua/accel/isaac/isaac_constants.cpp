#include "aqua/accel/isaac/isaac_constants.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "aqua/accel/constants.h"

namespace aqua::accel {

extern const std::string_view kIsaacJson;
extern const std::string_view kIsaacPeJson;
extern const std::string_view kIsaacSeJson;

namespace {

// Wide enough for anything ever proposed, narrow enough for products of all to stay below 2^63.
constexpr double kMostLines = 65536;
constexpr double kMostUnits = 65536;
constexpr double kMostCellBits = 16;
constexpr double kMostAdcBits = 16;
constexpr double kMostCycles = 65536;
constexpr double kLeastRate = 1e-6;
constexpr double kMostRate = 1e9;
constexpr double kMostPowerMw = 1e9;
constexpr double kMostAreaMm2 = 1e9;

struct Count {
  ConstantRule rule;
  int64_t IsaacConstants::*member;
};

constexpr std::array<Count, 15> kCounts = {{
    {{"array_rows", "rows", 1, kMostLines, true}, &IsaacConstants::array_rows},
    {{"array_columns", "columns", 1, kMostLines, true}, &IsaacConstants::array_columns},
    {{"cell_bits", "bits", 1, kMostCellBits, true}, &IsaacConstants::cell_bits},
    {{"adc_bits", "bits", 1, kMostAdcBits, true}, &IsaacConstants::adc_bits},
    {{"arrays_per_ima", "arrays", 1, kMostUnits, true}, &IsaacConstants::arrays_per_ima},
    {{"adcs_per_ima", "ADCs", 1, kMostUnits, true}, &IsaacConstants::adcs_per_ima},
    {{"imas_per_tile", "IMAs", 1, kMostUnits, true}, &IsaacConstants::imas_per_tile},
    {{"tiles_per_chip", "tiles", 1, kMostUnits, true}, &IsaacConstants::tiles_per_chip},
    {{"tiles_per_router", "tiles", 1, kMostUnits, true}, &IsaacConstants::tiles_per_router},
    {{"pipeline_extra_cycles", "cycles", 0, kMostCycles, true},
     &IsaacConstants::pipeline_extra_cycles},
    {{"router_ports", "ports", 1, kMostUnits, true}, &IsaacConstants::router_ports},
    {{"router_flit_bits", "bits", 1, kMostLines, true}, &IsaacConstants::router_flit_bits},
    {{"sigmoid_units", "units", 1, kMostUnits, true}, &IsaacConstants::sigmoid_units},
    {{"max_pool_units", "units", 1, kMostUnits, true}, &IsaacConstants::max_pool_units},
    {{"tile_shift_add_units", "units", 1, kMostUnits, true}, &IsaacConstants::tile_shift_add_units},
}};

struct Rate {
  ConstantRule rule;
  double IsaacConstants::*member;
};

constexpr std::array<Rate, 6> kRates = {{
    {{"cycle_ns", "ns", kLeastRate, kMostRate}, &IsaacConstants::cycle_ns},
    {{"adc_rate_gsps", "GS/s", kLeastRate, kMostRate}, &IsaacConstants::adc_rate_gsps},
    {{"tile_clock_ghz", "GHz", kLeastRate, kMostRate}, &IsaacConstants::tile_clock_ghz},
    {{"edram_bits_per_cycle", "bits", kLeastRate, kMostRate},
     &IsaacConstants::edram_bits_per_cycle},
    {{"bus_bits_per_cycle", "bits", kLeastRate, kMostRate}, &IsaacConstants::bus_bits_per_cycle},
    {{"hyper_transport_gb_per_s", "GB/s", kLeastRate, kMostRate},
     &IsaacConstants::hyper_transport_gb_per_s},
}};

struct Part {
  std::string_view power_name;
  std::string_view area_name;
  IsaacComponent IsaacConstants::*member;
};

constexpr std::array<Part, 15> kParts = {{
    {"adc_power_mw", "adc_area_mm2", &IsaacConstants::adc},
    {"dac_power_mw", "dac_area_mm2", &IsaacConstants::dac},
    {"sample_hold_power_mw", "sample_hold_area_mm2", &IsaacConstants::sample_hold},
    {"array_power_mw", "array_area_mm2", &IsaacConstants::array},
    {"shift_add_power_mw", "shift_add_area_mm2", &IsaacConstants::shift_add},
    {"input_register_power_mw", "input_register_area_mm2", &IsaacConstants::input_register},
    {"output_register_power_mw", "output_register_area_mm2", &IsaacConstants::output_register},
    {"edram_power_mw", "edram_area_mm2", &IsaacConstants::edram},
    {"bus_power_mw", "bus_area_mm2", &IsaacConstants::bus},
    {"router_power_mw", "router_area_mm2", &IsaacConstants::router},
    {"sigmoid_power_mw", "sigmoid_area_mm2", &IsaacConstants::sigmoid},
    {"max_pool_power_mw", "max_pool_area_mm2", &IsaacConstants::max_pool},
    {"tile_shift_add_power_mw", "tile_shift_add_area_mm2", &IsaacConstants::tile_shift_add},
    {"tile_output_register_power_mw", "tile_output_register_area_mm2",
     &IsaacConstants::tile_output_register},
    {"hyper_transport_power_mw", "hyper_transport_area_mm2", &IsaacConstants::hyper_transport},
}};

std::vector<ConstantRule> Rules() {
  std::vector<ConstantRule> rules;
  rules.reserve(kCounts.size() + kRates.size() + 2 * kParts.size());
  for (const Count& count : kCounts) rules.push_back(count.rule);
  for (const Rate& rate : kRates) rules.push_back(rate.rule);
  for (const Part& part : kParts) {
    rules.push_back({part.power_name, "mW", 0, kMostPowerMw});
    rules.push_back({part.area_name, "mm2", 0, kMostAreaMm2});
  }
  return rules;
}

IsaacConstants FromConstants(const Constants& constants) {
  IsaacConstants isaac;
  for (const Count& count : kCounts) {
    isaac.*count.member = static_cast<int64_t>(constants[count.rule.name].value);
  }
  for (const Rate& rate : kRates) isaac.*rate.member = constants[rate.rule.name].value;
  for (const Part& part : kParts) {
    const Constant& power = constants[part.power_name];
    const Constant& area = constants[part.area_name];
    isaac.*part.member = {power.value, area.value, power.source, area.source};
  }
  return isaac;
}

}  // namespace

double IsaacConstants::ReadCycles() const {
  const double conversions_a_cycle = static_cast<double>(adcs_per_ima) * adc_rate_gsps * cycle_ns;
  return std::max(1.0, static_cast<double>(arrays_per_ima * array_columns) / conversions_a_cycle);
}

IsaacConstants BuiltInIsaac(IsaacDesign design) {
  switch (design) {
    case IsaacDesign::kPe:
      return FromConstants(Constants::Parse(kIsaacPeJson, "isaac-pe.json (built in)", Rules()));
    case IsaacDesign::kSe:
      return FromConstants(Constants::Parse(kIsaacSeJson, "isaac-se.json (built in)", Rules()));
    case IsaacDesign::kCe:
      break;
  }
  return FromConstants(Constants::Parse(kIsaacJson, "isaac.json (built in)", Rules()));
}

IsaacConstants ReadIsaacConstants(const std::filesystem::path& path) {
  return FromConstants(Constants::Read(path, Rules()));
}

}  // namespace aqua::accel

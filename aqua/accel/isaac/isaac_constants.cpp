#include "aqua/accel/isaac/isaac_constants.h"

#include <array>
#include <string_view>

#include "aqua/accel/constants.h"

namespace aqua::accel {

extern const std::string_view kIsaacJson;

namespace {

// Wide enough for any array ever proposed, narrow enough for counts to stay far from 2^63.
constexpr double kMostLines = 65536;
constexpr double kMostCellBits = 16;
constexpr double kLeastCycleNs = 1e-3;
constexpr double kMostCycleNs = 1e9;
constexpr double kMostEnergyPj = 1e12;

constexpr std::array<ConstantRule, 11> kRules = {{
    {"array_rows", "rows", 1, kMostLines, true},
    {"array_columns", "columns", 1, kMostLines, true},
    {"cell_bits", "bits", 1, kMostCellBits, true},
    {"cycle_ns", "ns", kLeastCycleNs, kMostCycleNs, false},
    {"adc_conversion_energy_pj", "pJ", 0, kMostEnergyPj, false},
    {"dac_conversion_energy_pj", "pJ", 0, kMostEnergyPj, false},
    {"sample_hold_energy_pj", "pJ", 0, kMostEnergyPj, false},
    {"array_read_energy_pj", "pJ", 0, kMostEnergyPj, false},
    {"shift_add_energy_pj", "pJ", 0, kMostEnergyPj, false},
    {"input_register_energy_pj", "pJ", 0, kMostEnergyPj, false},
    {"output_register_energy_pj", "pJ", 0, kMostEnergyPj, false},
}};

int64_t Whole(const Constants& constants, std::string_view name) {
  return static_cast<int64_t>(constants[name].value);
}

PricedEvent Price(const Constants& constants, std::string_view name) {
  return {constants[name].value, constants[name].source};
}

}  // namespace

IsaacConstants ReadIsaacConstants(const std::filesystem::path& path) {
  const Constants constants = path.empty()
                                  ? Constants::Parse(kIsaacJson, "isaac.json (built in)", kRules)
                                  : Constants::Read(path, kRules);
  IsaacConstants isaac;
  isaac.array_rows = Whole(constants, "array_rows");
  isaac.array_columns = Whole(constants, "array_columns");
  isaac.cell_bits = Whole(constants, "cell_bits");
  isaac.cycle_ns = constants["cycle_ns"].value;
  isaac.adc_conversion = Price(constants, "adc_conversion_energy_pj");
  isaac.dac_conversion = Price(constants, "dac_conversion_energy_pj");
  isaac.sample_hold = Price(constants, "sample_hold_energy_pj");
  isaac.array_read = Price(constants, "array_read_energy_pj");
  isaac.shift_add = Price(constants, "shift_add_energy_pj");
  isaac.input_register = Price(constants, "input_register_energy_pj");
  isaac.output_register = Price(constants, "output_register_energy_pj");
  return isaac;
}

}  // namespace aqua::accel

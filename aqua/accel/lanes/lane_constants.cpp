#include "aqua/accel/lanes/lane_constants.h"

#include <array>
#include <cstdint>

#include "aqua/core/error.h"

namespace aqua::accel {
namespace {

// Wide enough for any such array, narrow enough for counts to stay far from 2^63.
constexpr double kMostUnits = 65536;
constexpr double kMostColumns = 4096;
constexpr double kMostPeWidth = 16;
constexpr double kLeastMhz = 1e-3;
constexpr double kMostMhz = 1e6;
constexpr double kMostPowerW = 1e6;
constexpr double kMostAreaMm2 = 1e6;
constexpr double kLeastRatio = 1e-6;
constexpr double kMostRatio = 1e6;

constexpr double kPicojoulesANanosecondAndWatt = 1000;
constexpr double kNsAMhz = 1000;

constexpr std::array<const char*, 3> kOnChip = {"edram", "nfu", "global_bus"};
constexpr const char* kLink = "hypertransport";

const Constant& Power(const Constants& constants, const std::string& component) {
  return constants[component + "_power_w"];
}

const Constant& Area(const Constants& constants, const std::string& component) {
  return constants[component + "_area_mm2"];
}

int64_t Whole(const Constants& constants, std::string_view name) {
  return static_cast<int64_t>(constants[name].value);
}

EnergyPrice CyclePrice(size_t event, const std::string& component, const Constant& power,
                       double ratio, double cycle_ns) {
  return {event, component, power.value * ratio * cycle_ns * kPicojoulesANanosecondAndWatt,
          fmt::format("{} W * {:.5g} * {:.5g} ns; {}", power.value, ratio, cycle_ns, power.source)};
}

}  // namespace

std::vector<ConstantRule> LaneRules(AreaRatio area) {
  std::vector<ConstantRule> rules = {
      {"lanes", "lanes", 1, static_cast<double>(kMostLanes), true},
      {"columns", "columns", 1, kMostColumns, true},
      {"rows", "rows", 1, kMostUnits, true},
      {"tiles", "tiles", 1, kMostUnits, true},
      {"pe_width", "bits", 1, kMostPeWidth, true},
      {"clock_mhz", "MHz", kLeastMhz, kMostMhz, false},
      {"edram_power_w", "W", 0, kMostPowerW, false},
      {"nfu_power_w", "W", 0, kMostPowerW, false},
      {"global_bus_power_w", "W", 0, kMostPowerW, false},
      {"hypertransport_power_w", "W", 0, kMostPowerW, false},
      {"size_ratio", "ratio", kLeastRatio, kMostRatio, false},
      {"speed_up", "ratio", kLeastRatio, kMostRatio, false},
      {"energy_gain", "ratio", kLeastRatio, kMostRatio, false},
  };
  if (area == AreaRatio::kUnpublished) return rules;
  rules.push_back({"edram_area_mm2", "mm2", 0, kMostAreaMm2, false});
  rules.push_back({"nfu_area_mm2", "mm2", 0, kMostAreaMm2, false});
  rules.push_back({"global_bus_area_mm2", "mm2", 0, kMostAreaMm2, false});
  rules.push_back({"hypertransport_area_mm2", "mm2", 0, kMostAreaMm2, false});
  rules.push_back({"area_ratio", "ratio", kLeastRatio, kMostRatio, false});
  return rules;
}

Constants ReadLaneConstants(const std::filesystem::path& path, std::string_view design,
                            std::string_view built_in, const std::vector<ConstantRule>& rules) {
  if (!path.empty()) return Constants::Read(path, rules);
  return Constants::Parse(built_in, fmt::format("{}.json (built in)", design), rules);
}

LaneGeometry GeometryOf(const Constants& constants) {
  return {Whole(constants, "lanes"), Whole(constants, "columns"), Whole(constants, "rows"),
          Whole(constants, "tiles"), Whole(constants, "pe_width")};
}

double CycleNsOf(const Constants& constants) { return kNsAMhz / constants["clock_mhz"].value; }

std::vector<EnergyPrice> LanePrices(const Constants& constants, size_t cycle_event,
                                    bool fixed_power) {
  const double cycle_ns = CycleNsOf(constants);
  const double ratio =
      constants["size_ratio"].value * constants["speed_up"].value / constants["energy_gain"].value;
  std::vector<EnergyPrice> prices;
  prices.reserve(kOnChip.size() + 1);
  for (const char* component : kOnChip) {
    prices.push_back(
        CyclePrice(cycle_event, component, Power(constants, component), ratio, cycle_ns));
  }
  if (fixed_power) {
    prices.push_back(CyclePrice(cycle_event, kLink, Power(constants, kLink), 1, cycle_ns));
  }
  return prices;
}

std::vector<ComponentArea> LaneAreas(const Constants& constants) {
  const double ratio = constants["size_ratio"].value * constants["area_ratio"].value;
  std::vector<ComponentArea> areas;
  areas.reserve(kOnChip.size() + 1);
  for (const char* component : kOnChip) {
    const Constant& area = Area(constants, component);
    areas.push_back({component, area.value * ratio,
                     fmt::format("{} mm2 * {:.5g}; {}", area.value, ratio, area.source)});
  }
  const Constant& link = Area(constants, kLink);
  areas.push_back({kLink, link.value, link.source});
  return areas;
}

}  // namespace aqua::accel

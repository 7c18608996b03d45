#include "aqua/accel/bit_parallel/bit_parallel_chip.h"

#include <string>
#include <string_view>

#include "aqua/accel/lanes/lane_constants.h"

namespace aqua::accel {

extern const std::string_view kBitParallelJson;

namespace {

constexpr double kMostOperations = 1e6;
constexpr double kMhzAGhz = 1000;

}  // namespace

Constants ReadBitParallelConstants(const std::filesystem::path& path) {
  std::vector<ConstantRule> rules = LaneRules(AreaRatio::kPublished);
  rules.push_back({"tile_operations", "operations", 1, kMostOperations, true});
  return ReadLaneConstants(path, "bit_parallel", kBitParallelJson, rules);
}

BitParallelChip ReadBitParallelChip(const std::filesystem::path& path) {
  const Constants constants = ReadBitParallelConstants(path);
  BitParallelChip chip;
  chip.peak_gops = constants["clock_mhz"].value / kMhzAGhz * constants["tiles"].value *
                   constants["tile_operations"].value;
  for (const std::string part : {"edram", "nfu", "global_bus", "hypertransport"}) {
    chip.power_w += constants[part + "_power_w"].value;
    chip.area_mm2 += constants[part + "_area_mm2"].value;
  }
  return chip;
}

}  // namespace aqua::accel

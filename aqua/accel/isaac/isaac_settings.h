// How a user may bend the ISAAC model: AcceleratorOptions::settings as plain data.
//   design       ce | pe | se             which built-in parameters
//   column_rule  straddle | whole         may a weight's columns lie in two arrays
//   packing      none | diagonal          may groups share an array
//   adc_bits     1 to 16                  default: the design's
//   adc_energy   constant | linear | exponential | scaled | measured        (adc_energy.h)
//   unit_column  off | on                 price the conversions of the 129th column
//   level        chip | ima               price everything, or the components of an IMA alone
//   fixed_power  off | on                 what is not in an IMA draws Table I's power all the time
//   replication  none | balanced          copies of layers, for a faster slowest stage
//   chips        1 to 10000               default: as many as the network without copies fills
// The first value named is the default.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "aqua/accel/isaac/adc_energy.h"
#include "aqua/accel/isaac/isaac_constants.h"

namespace aqua::accel {

enum class ColumnRule {
  kStraddle,  // A weight's slices may lie in two arrays: blocks = ceil(columns * slices / width).
  kWhole,     // They may not: blocks = ceil(columns / floor(width / slices)); some columns idle.
};

enum class Packing {
  kNone,      // Every group takes arrays of its own.
  kDiagonal,  // As many whole groups share an array as fit along its diagonal.
};

enum class Replication { kNone, kBalanced };

enum class PricedLevel { kChip, kIma };

struct IsaacSettings {
  IsaacDesign design = IsaacDesign::kCe;
  ColumnRule column_rule = ColumnRule::kStraddle;
  Packing packing = Packing::kNone;
  std::optional<int> adc_bits;
  AdcEnergyModel adc_energy = AdcEnergyModel::kConstant;
  bool prices_unit_column = false;
  PricedLevel level = PricedLevel::kChip;
  bool fixed_power = false;
  Replication replication = Replication::kNone;
  std::optional<int64_t> chips;
};

// Throws Error for a name or value it does not know, listing those it does, and for settings that
// contradict each other: fixed_power=on with level=ima.
IsaacSettings ParseIsaacSettings(const std::map<std::string, std::string>& settings);

}  // namespace aqua::accel

// The constants of the ISAAC model: sizes, timing, and the energy of each event.
// Built in: isaac.json, whose every line names its source.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace aqua::accel {

struct PricedEvent {
  double energy_pj = 0;
  std::string source;
};

struct IsaacConstants {
  int64_t array_rows = 0;
  int64_t array_columns = 0;
  int64_t cell_bits = 0;
  double cycle_ns = 0;
  PricedEvent adc_conversion;  // One column sampled.
  PricedEvent dac_conversion;  // One row driven for one time step.
  PricedEvent sample_hold;     // One column held.
  PricedEvent array_read;      // These four: one array, one time step.
  PricedEvent shift_add;
  PricedEvent input_register;
  PricedEvent output_register;
};

// An empty path means the built-in file. Throws Error as Constants::Read does.
IsaacConstants ReadIsaacConstants(const std::filesystem::path& path);

}  // namespace aqua::accel

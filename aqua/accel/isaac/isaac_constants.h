// The parameters of an ISAAC design: geometry, clock, and Table I's power and area of each
// component. Energies are not stored: they are power x cycle / events a cycle (isaac_prices.h).
// Built in: isaac.json (CE, the paper's Table I), isaac-pe.json, isaac-se.json; every line names
// its source. Powers are those of a design at work, its ADCs busy in every cycle.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace aqua::accel {

enum class IsaacDesign {
  kCe,  // Computational efficiency: the one that the paper tabulates.
  kPe,  // Power efficiency. Its geometry and SE's are inferences: SOURCES.md.
  kSe,  // Storage efficiency: many arrays share an ADC.
};

// Of all units of its kind in one IMA, tile or chip, as Table I prints them.
struct IsaacComponent {
  double power_mw = 0;
  double area_mm2 = 0;
  std::string power_source;
  std::string area_source;
};

struct IsaacConstants {
  int64_t array_rows = 0;
  int64_t array_columns = 0;  // Without the unit column.
  int64_t cell_bits = 0;
  int64_t adc_bits = 0;
  int64_t arrays_per_ima = 0;
  int64_t adcs_per_ima = 0;
  int64_t imas_per_tile = 0;
  int64_t tiles_per_chip = 0;
  int64_t tiles_per_router = 0;
  int64_t pipeline_extra_cycles = 0;  // Of a window, besides those of the crossbar.
  int64_t router_ports = 0;
  int64_t router_flit_bits = 0;
  int64_t sigmoid_units = 0;  // Of a tile, as the next two.
  int64_t max_pool_units = 0;
  int64_t tile_shift_add_units = 0;

  double cycle_ns = 0;
  double adc_rate_gsps = 0;  // Conversions of one ADC.
  double tile_clock_ghz = 0;
  double edram_bits_per_cycle = 0;  // Of a tile, as the next.
  double bus_bits_per_cycle = 0;
  double hyper_transport_gb_per_s = 0;  // Of a chip.

  IsaacComponent adc;  // These seven: of one IMA.
  IsaacComponent dac;
  IsaacComponent sample_hold;
  IsaacComponent array;
  IsaacComponent shift_add;
  IsaacComponent input_register;
  IsaacComponent output_register;
  IsaacComponent edram;  // Of one tile, down to tile_output_register; but of one router.
  IsaacComponent bus;
  IsaacComponent router;
  IsaacComponent sigmoid;
  IsaacComponent max_pool;
  IsaacComponent tile_shift_add;
  IsaacComponent tile_output_register;
  IsaacComponent hyper_transport;  // Of one chip.

  int64_t ArraysPerTile() const { return arrays_per_ima * imas_per_tile; }
  int64_t ArraysPerChip() const { return ArraysPerTile() * tiles_per_chip; }

  // Cycles from one read of an array to its next when all arrays of its IMA are at work: the time
  // in which the IMA's ADCs convert every column of every array, and at least 1. ISAAC-CE: 8 arrays
  // of 128 columns at 8 ADCs of 128 conversions a cycle: 1.
  double ReadCycles() const;
  // Of one IMA whose ADCs are busy.
  double ReadsPerCycle() const { return static_cast<double>(arrays_per_ima) / ReadCycles(); }
};

// The built-in file of the design. An inference of ours for PE and SE.
IsaacConstants BuiltInIsaac(IsaacDesign design = IsaacDesign::kCe);
// Throws Error as Constants::Read does.
IsaacConstants ReadIsaacConstants(const std::filesystem::path& path);

}  // namespace aqua::accel

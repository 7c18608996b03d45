// What ISAAC's events cost: the prices that the model charges, and what they come to for a read, a
// tile's cycle and a multiply-accumulate.
#include "aqua/accel/catalog.h"
#include "aqua/accel/isaac/isaac_chip.h"
#include "aqua/accel/isaac/isaac_constants.h"
#include "aqua/accel/published_networks.h"
#include "aqua/core/error.h"
#include "aqua/validation/subjects/counted.h"
#include "aqua/validation/subjects/isaac_table.h"
#include "aqua/validation/subjects/subjects.h"

namespace aqua::validation {
namespace {

using accel::BuiltInIsaac;

constexpr double kBitsPerByte = 8;

double PricePj(const std::string& component, const std::string& event) {
  const accel::AcceleratorPtr isaac = accel::MakeAccelerator("isaac");
  for (const accel::EnergyPrice& price : isaac->Prices()) {
    if (price.component == component && isaac->EventNames()[price.event] == event) {
      return price.energy_pj;
    }
  }
  throw InternalError("isaac charges nothing for " + event + " in " + component);
}

void AddPrices(Recomputations& all) {
  all["isaac_events.adc_conversion"] = [] { return PricePj("adc", "adc_conversions"); };
  all["isaac_events.dac_conversion"] = [] { return PricePj("dac", "dac_conversions"); };
  all["isaac_events.array_read"] = [] { return PricePj("array", "array_reads"); };
  all["isaac_events.sample_hold"] = [] { return 1e3 * PricePj("sample_hold", "adc_conversions"); };
  all["isaac_events.shift_add"] = [] { return PricePj("shift_add", "array_reads"); };
  all["isaac_events.input_register"] = [] { return PricePj("input_register", "array_reads"); };
  all["isaac_events.output_register"] = [] { return PricePj("output_register", "array_reads"); };
  all["isaac_events.edram"] = [] { return kBitsPerByte * PricePj("edram", "edram_read_bits"); };
  all["isaac_events.bus"] = [] { return kBitsPerByte * PricePj("bus", "bus_bits"); };
}

double ReadPj() {
  const cost::Estimate estimate = EstimateOnIsaacImas(FullArray());
  return estimate.total.energy_pj /
         static_cast<double>(Event(estimate, estimate.total, "array_reads"));
}

// Of a tile at work, less its IMAs.
double TileCyclePj() {
  const accel::IsaacConstants isaac = BuiltInIsaac();
  return MakeIsaacTable(isaac).rest.power_mw * isaac.cycle_ns;
}

double MacOfTilePj() {
  const accel::IsaacConstants isaac = BuiltInIsaac();
  const double macs_per_ns = accel::ChipFiguresOf(isaac).peak_tops * 1e3 / 2;
  return MakeIsaacTable(isaac).Tiles().power_mw / macs_per_ns;
}

}  // namespace

void AddIsaacEvents(Recomputations& all) {
  AddPrices(all);
  all["isaac_events.ima_read"] = ReadPj;
  all["isaac_events.tile_cycle"] = [] { return TileCyclePj() / 1e3; };
  all["isaac_events.tile_share_of_read"] = [] {
    return TileCyclePj() / static_cast<double>(BuiltInIsaac().ArraysPerTile());
  };
  all["isaac_events.mac_of_array"] = [] { return MacPj("array"); };
  all["isaac_events.mac_of_ima"] = [] {
    const cost::Estimate estimate = EstimateOnIsaacImas(FullArray());
    return estimate.total.energy_pj / static_cast<double>(estimate.total.macs);
  };
  all["isaac_events.mac_of_tile"] = MacOfTilePj;
}

}  // namespace aqua::validation

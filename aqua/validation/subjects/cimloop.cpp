// CimLoop's breakdown of ISAAC: what of it follows from its sources, and beside the rest what
// ISAAC's own Table I comes to. Femtojoules a 16 x 16 bit MAC, in arrays that are full.
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "aqua/accel/isaac/isaac_constants.h"
#include "aqua/validation/subjects/cimloop_adc.h"
#include "aqua/validation/subjects/counted.h"
#include "aqua/validation/subjects/isaac_table.h"
#include "aqua/validation/subjects/subjects.h"

namespace aqua::validation {
namespace {

using accel::BuiltInIsaac;
using accel::IsaacConstants;

constexpr double kFjPerPj = 1e3;
constexpr double kMm2 = 1e6;          // In um2.
constexpr double kMacsPerRead = 128;  // 128 rows x 16 weights, in 16 reads.
constexpr double kTiles = 128;        // Of CimLoop's chip.

double AdcFj() {
  const cost::Estimate estimate = EstimateOnIsaacImas(FullArray());
  const auto conversions = static_cast<double>(Event(estimate, estimate.total, "adc_conversions"));
  return conversions / static_cast<double>(estimate.total.macs) *
         MakeCimLoopAdc().conversion_energy_pj * kFjPerPj;
}

// A component of a tile that draws its power in every cycle.
double TileFj(const IsaacConstants& isaac, double power_mw) {
  const auto reads = static_cast<double>(isaac.ArraysPerTile());
  return power_mw * isaac.cycle_ns / (reads * kMacsPerRead) * kFjPerPj;
}

// As read off, without the router, of which only a bound can be read.
double SumOfParts() {
  double sum = 0;
  for (const char* part : {"cim_unit", "row_drivers", "adc", "shift_add", "output_buffer",
                           "input_buffer", "network", "output_quantize", "edram"}) {
    sum += PublishedValue(std::string("cimloop.energy.") + part);
  }
  return sum;
}

double AdcArea() { return MakeCimLoopAdc().area_um2 * MakeCimLoopAdc().count; }

void AddImas(Recomputations& all) {
  const std::vector<std::pair<std::string, std::string>> components = {
      {"cim_unit", "array"},
      {"row_drivers", "dac"},
      {"shift_add", "shift_add"},
      {"output_buffer", "output_register"},
      {"input_buffer", "input_register"}};
  for (const auto& [theirs, ours] : components) {
    all["cimloop.energy." + theirs] = [ours = ours] { return MacPj(ours) * kFjPerPj; };
  }
}

void AddTile(Recomputations& all) {
  all["cimloop.energy.edram"] = [] {
    return TileFj(BuiltInIsaac(), BuiltInIsaac().edram.power_mw);
  };
  all["cimloop.energy.network"] = [] {
    return TileFj(BuiltInIsaac(), BuiltInIsaac().bus.power_mw);
  };
  all["cimloop.energy.router"] = [] {
    const IsaacConstants isaac = BuiltInIsaac();
    return TileFj(isaac, isaac.router.power_mw / static_cast<double>(isaac.tiles_per_router));
  };
  all["cimloop.energy.output_quantize"] = [] { return std::nan(""); };
}

}  // namespace

void AddCimLoop(Recomputations& all) {
  AddImas(all);
  AddTile(all);
  all["cimloop.energy.adc"] = AdcFj;
  all["cimloop.energy.total"] = SumOfParts;
  all["cimloop.energy.adc_share"] = [] {
    return 100 * AdcFj() / PublishedValue("cimloop.energy.total");
  };
  all["cimloop.area.adc"] = AdcArea;
  all["cimloop.area.adc_share"] = [] {
    return 100 * AdcArea() / PublishedValue("cimloop.area.total");
  };
  all["cimloop.area.total"] = [] {
    return kTiles * MakeIsaacTable(BuiltInIsaac()).Tile().area_mm2 * kMm2;
  };
}

}  // namespace aqua::validation

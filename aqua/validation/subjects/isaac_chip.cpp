// ISAAC's chip from its components: Table I's totals, the shares that the paper states, Table IV's
// peak figures.
#include "aqua/accel/isaac/isaac_chip.h"

#include "aqua/accel/bit_parallel/bit_parallel_chip.h"
#include "aqua/accel/isaac/isaac_constants.h"
#include "aqua/validation/subjects/isaac_table.h"
#include "aqua/validation/subjects/subjects.h"

namespace aqua::validation {
namespace {

using accel::BuiltInIsaac;
using accel::ChipFigures;
using accel::IsaacConstants;
using accel::IsaacDesign;

ChipFigures Figures(IsaacDesign design = IsaacDesign::kCe) {
  return accel::ChipFiguresOf(BuiltInIsaac(design));
}

double Percent(double part, double whole) { return 100 * part / whole; }

void AddTotals(Recomputations& all) {
  const auto add = [&](const char* name, double (*figure)(const IsaacTable&)) {
    all[std::string("isaac_chip.") + name] = [figure] {
      return figure(MakeIsaacTable(BuiltInIsaac()));
    };
  };
  add("imas.power", [](const IsaacTable& table) { return table.imas.power_mw; });
  add("imas.area", [](const IsaacTable& table) { return table.imas.area_mm2; });
  add("tile_without_imas.power", [](const IsaacTable& table) { return table.rest.power_mw; });
  add("tile_without_imas.area", [](const IsaacTable& table) { return table.rest.area_mm2; });
  add("tile.power", [](const IsaacTable& table) { return table.Tile().power_mw; });
  add("tile.area", [](const IsaacTable& table) { return table.Tile().area_mm2; });
  add("tiles.power", [](const IsaacTable& table) { return table.Tiles().power_mw / 1e3; });
  add("tiles.area", [](const IsaacTable& table) { return table.Tiles().area_mm2; });
}

void AddShares(Recomputations& all) {
  const auto add = [&](const char* name,
                       double (*percent)(const IsaacConstants&, const IsaacTable&)) {
    all[std::string("isaac_chip.") + name] = [percent] {
      const IsaacConstants isaac = BuiltInIsaac();
      return percent(isaac, MakeIsaacTable(isaac));
    };
  };
  add("adc.tile_power_share", [](const IsaacConstants& isaac, const IsaacTable& table) {
    return Percent(isaac.adc.power_mw * table.imas_per_tile, table.Tile().power_mw);
  });
  add("adc.tile_area_share", [](const IsaacConstants& isaac, const IsaacTable& table) {
    return Percent(isaac.adc.area_mm2 * table.imas_per_tile, table.Tile().area_mm2);
  });
  add("edram_and_bus.tile_area_share", [](const IsaacConstants& isaac, const IsaacTable& table) {
    return Percent(isaac.edram.area_mm2 + isaac.bus.area_mm2, table.Tile().area_mm2);
  });
  add("hyper_transport.chip_power_share", [](const IsaacConstants& isaac, const IsaacTable&) {
    return Percent(isaac.hyper_transport.power_mw / 1e3, Figures().chip_power_w);
  });
}

void AddDesign(Recomputations& all, const std::string& row, IsaacDesign design) {
  all[row + "power_efficiency"] = [design] { return Figures(design).gops_per_w; };
  all[row + "area_efficiency"] = [design] { return Figures(design).gops_per_mm2; };
  all[row + "storage_efficiency"] = [design] { return Figures(design).mb_per_mm2; };
}

}  // namespace

void AddIsaacChip(Recomputations& all) {
  AddTotals(all);
  AddShares(all);
  AddDesign(all, "isaac_chip.", IsaacDesign::kCe);
  AddDesign(all, "isaac_pe.", IsaacDesign::kPe);
  AddDesign(all, "isaac_se.", IsaacDesign::kSe);
  all["isaac_chip.ima.power"] = [] { return Figures().ima_power_mw; };
  all["isaac_chip.arrays"] = [] { return static_cast<double>(BuiltInIsaac().ArraysPerChip()); };
  all["isaac_chip.power"] = [] { return Figures().chip_power_w; };
  all["isaac_chip.area"] = [] { return Figures().chip_area_mm2; };
  all["isaac_chip.adc.chip_power_share"] = [] { return 100 * Figures().adc_share_of_chip_power; };
  all["isaac_chip.throughput"] = [] { return Figures().peak_tops; };
  all["isaac_chip.mac_energy"] = [] { return Figures().energy_per_mac_pj; };
  all["isaac_chip.over_dadiannao"] = [] {
    return Figures().gops_per_w / accel::ReadBitParallelChip().GopsPerW();
  };
}

}  // namespace aqua::validation

#include "aqua/validation/subjects/isaac_table.h"

namespace aqua::validation {
namespace {

using accel::IsaacComponent;

void Add(PowerAndArea& sum, const IsaacComponent& component, double count) {
  sum.power_mw += count * component.power_mw;
  sum.area_mm2 += count * component.area_mm2;
}

}  // namespace

IsaacTable MakeIsaacTable(const accel::IsaacConstants& isaac) {
  IsaacTable table;
  table.imas_per_tile = static_cast<double>(isaac.imas_per_tile);
  table.tiles_per_chip = static_cast<double>(isaac.tiles_per_chip);
  for (const IsaacComponent* component :
       {&isaac.adc, &isaac.dac, &isaac.sample_hold, &isaac.array, &isaac.shift_add,
        &isaac.input_register, &isaac.output_register}) {
    Add(table.imas, *component, table.imas_per_tile);
  }
  for (const IsaacComponent* component : {&isaac.edram, &isaac.bus, &isaac.sigmoid, &isaac.max_pool,
                                          &isaac.tile_shift_add, &isaac.tile_output_register}) {
    Add(table.rest, *component, 1);
  }
  Add(table.rest, isaac.router, 1 / static_cast<double>(isaac.tiles_per_router));
  return table;
}

}  // namespace aqua::validation

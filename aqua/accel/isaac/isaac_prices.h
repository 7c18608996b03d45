// What each event of ISAAC costs: power x cycle / events a cycle, so that a component at work in
// every cycle draws Table I's power. Events a cycle of an IMA: reads = arrays / ReadCycles, each
// with array_columns conversions and array_rows DAC conversions. Of a tile: see isaac_prices.cpp's
// sources, a price each.
#pragma once

#include <vector>

#include "aqua/accel/accelerator.h"
#include "aqua/accel/isaac/isaac_constants.h"
#include "aqua/accel/isaac/isaac_settings.h"

namespace aqua::accel {

enum class ArrayActivity {
  kEveryRow,    // Arrays and DACs draw the same whatever the values: as Table I has it.
  kActiveRows,  // They draw by the rows that carry a 1, Table I's power taken as that of all rows
                // driven: INFERENCE.
};

// The same components in the same order for both activities. Throws Error as AdcConversionAt does.
std::vector<EnergyPrice> IsaacPrices(const IsaacConstants& constants, const IsaacSettings& settings,
                                     ArrayActivity activity);

}  // namespace aqua::accel

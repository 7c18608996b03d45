// The published figures of the DaDianNao chip, worked out from its constants (Table I of ISAAC):
//   peak  = clock * tiles * 576 operations                   606 MHz * 16 * 576 = 5585 GOPS
//   power = eDRAM + NFUs + bus + HyperTransport              20.1 W
//   area  = the same parts                                   88.0 mm2
// GOPS/s/mm2 then is 63.45; 63.46 is published (Table IV). GOPS/W is 277.7; 286.4 is published, 3 %
// more, and cannot be met from Table I: it would take a chip of 19.5 W, or 5,760 GOPS. The table's
// powers are printed to 0.1 W, which allows for 0.5 %, not 3 %.
#pragma once

#include <filesystem>

#include "aqua/accel/constants.h"

namespace aqua::accel {

struct BitParallelChip {
  double peak_gops = 0;  // 10^9 operations a second; an addition and a multiplication are two.
  double power_w = 0;
  double area_mm2 = 0;

  double GopsPerW() const { return peak_gops / power_w; }
  double GopsPerMm2() const { return peak_gops / area_mm2; }
};

// An empty path means the built-in file. Both throw Error as Constants::Read does.
Constants ReadBitParallelConstants(const std::filesystem::path& path);
BitParallelChip ReadBitParallelChip(const std::filesystem::path& path = {});

}  // namespace aqua::accel

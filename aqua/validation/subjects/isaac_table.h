// Table I's totals below the chip: power and area of a tile's IMAs and of what else it has, a share
// of a router counted.
#pragma once

#include "aqua/accel/isaac/isaac_constants.h"

namespace aqua::validation {

struct PowerAndArea {
  double power_mw = 0;
  double area_mm2 = 0;
};

struct IsaacTable {
  PowerAndArea imas;  // Of one tile, all together.
  PowerAndArea rest;  // Of one tile, without its IMAs.
  double imas_per_tile = 0;
  double tiles_per_chip = 0;

  PowerAndArea Tile() const {
    return {imas.power_mw + rest.power_mw, imas.area_mm2 + rest.area_mm2};
  }
  PowerAndArea Tiles() const {
    return {tiles_per_chip * Tile().power_mw, tiles_per_chip * Tile().area_mm2};
  }
};

IsaacTable MakeIsaacTable(const accel::IsaacConstants& isaac);

}  // namespace aqua::validation

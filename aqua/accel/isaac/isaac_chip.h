// What a fully used chip comes to, by the parameters of a design alone: the rows of `aqua validate`
// that concern ISAAC. Peak figures: every array read in every cycle its ADCs allow, 16-bit weights
// and activations, two operations a multiply-accumulate, HyperTransport included (Table IV).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "aqua/accel/accelerator.h"
#include "aqua/accel/isaac/isaac_constants.h"

namespace aqua::accel {

struct ChipFigures {
  double ima_power_mw = 0;
  double tile_power_mw = 0;  // With its IMAs and its share of a router.
  double chip_power_w = 0;
  double chip_area_mm2 = 0;
  double adc_share_of_chip_power = 0;  // 0 to 1.
  double peak_tops = 0;
  double gops_per_w = 0;
  double gops_per_mm2 = 0;
  double mb_per_mm2 = 0;  // Of weights; MB of 2^20 bytes.
  double energy_per_mac_pj = 0;
};

ChipFigures ChipFiguresOf(const IsaacConstants& constants);

// One component of Table I and how often a chip has it.
struct ChipPart {
  std::string_view name;  // As in Prices(): "adc".
  const IsaacComponent* component;
  double per_chip;  // Rows of Table I a chip: IMAs, tiles, tiles / tiles a router, or 1.
};

// In the order of Prices(). Points into `constants`.
std::vector<ChipPart> ChipParts(const IsaacConstants& constants);

// Of `chips` whole chips.
std::vector<ComponentArea> ChipArea(const IsaacConstants& constants, int64_t chips);

}  // namespace aqua::accel

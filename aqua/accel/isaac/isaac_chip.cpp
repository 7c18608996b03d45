#include "aqua/accel/isaac/isaac_chip.h"

#include <fmt/format.h>

#include "aqua/accel/checked_math.h"

namespace aqua::accel {
namespace {

constexpr int64_t kBits = 16;  // Of weights and activations, in every peak figure of the paper.
constexpr double kOperationsPerMac = 2;
constexpr double kBitsPerByte = 8;
constexpr double kBytesPerMb = 1 << 20;
constexpr double kMwPerW = 1000;
constexpr double kGopsPerTops = 1000;

double ImaPowerMw(const IsaacConstants& c) {
  return c.adc.power_mw + c.dac.power_mw + c.sample_hold.power_mw + c.array.power_mw +
         c.shift_add.power_mw + c.input_register.power_mw + c.output_register.power_mw;
}

double TilePowerMw(const IsaacConstants& c) {
  return c.edram.power_mw + c.bus.power_mw +
         c.router.power_mw / static_cast<double>(c.tiles_per_router) + c.sigmoid.power_mw +
         c.max_pool.power_mw + c.tile_shift_add.power_mw + c.tile_output_register.power_mw +
         static_cast<double>(c.imas_per_tile) * ImaPowerMw(c);
}

double PeakGops(const IsaacConstants& c) {
  const double reads_a_cycle = static_cast<double>(c.ArraysPerChip()) / c.ReadCycles();
  const auto slices = static_cast<double>(CeilDivide(kBits, c.cell_bits));
  const double weights = static_cast<double>(c.array_rows * c.array_columns) / slices;
  return kOperationsPerMac * reads_a_cycle * weights / (static_cast<double>(kBits) * c.cycle_ns);
}

double WeightMb(const IsaacConstants& c) {
  return static_cast<double>(c.ArraysPerChip()) *
         static_cast<double>(c.array_rows * c.array_columns * c.cell_bits) / kBitsPerByte /
         kBytesPerMb;
}

}  // namespace

std::vector<ChipPart> ChipParts(const IsaacConstants& c) {
  const auto tiles = static_cast<double>(c.tiles_per_chip);
  const double imas = tiles * static_cast<double>(c.imas_per_tile);
  const double routers = tiles / static_cast<double>(c.tiles_per_router);
  return {{"adc", &c.adc, imas},
          {"dac", &c.dac, imas},
          {"array", &c.array, imas},
          {"sample_hold", &c.sample_hold, imas},
          {"shift_add", &c.shift_add, imas},
          {"input_register", &c.input_register, imas},
          {"output_register", &c.output_register, imas},
          {"edram", &c.edram, tiles},
          {"bus", &c.bus, tiles},
          {"router", &c.router, routers},
          {"sigmoid", &c.sigmoid, tiles},
          {"max_pool", &c.max_pool, tiles},
          {"tile_shift_add", &c.tile_shift_add, tiles},
          {"tile_output_register", &c.tile_output_register, tiles},
          {"hyper_transport", &c.hyper_transport, 1}};
}

ChipFigures ChipFiguresOf(const IsaacConstants& constants) {
  ChipFigures figures;
  figures.ima_power_mw = ImaPowerMw(constants);
  figures.tile_power_mw = TilePowerMw(constants);
  double adc_w = 0;
  for (const ChipPart& part : ChipParts(constants)) {
    const double power_w = part.per_chip * part.component->power_mw / kMwPerW;
    figures.chip_power_w += power_w;
    figures.chip_area_mm2 += part.per_chip * part.component->area_mm2;
    if (part.component == &constants.adc) adc_w = power_w;
  }
  const double gops = PeakGops(constants);
  figures.adc_share_of_chip_power = adc_w / figures.chip_power_w;
  figures.peak_tops = gops / kGopsPerTops;
  figures.gops_per_w = gops / figures.chip_power_w;
  figures.gops_per_mm2 = gops / figures.chip_area_mm2;
  figures.mb_per_mm2 = WeightMb(constants) / figures.chip_area_mm2;
  figures.energy_per_mac_pj = figures.chip_power_w * kMwPerW / (gops / kOperationsPerMac);
  return figures;
}

std::vector<ComponentArea> ChipArea(const IsaacConstants& constants, int64_t chips) {
  std::vector<ComponentArea> area;
  for (const ChipPart& part : ChipParts(constants)) {
    const double count = static_cast<double>(chips) * part.per_chip;
    area.push_back({std::string(part.name), count * part.component->area_mm2,
                    fmt::format("{} x {} mm2: {}", count, part.component->area_mm2,
                                part.component->area_source)});
  }
  return area;
}

}  // namespace aqua::accel

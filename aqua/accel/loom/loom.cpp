#include "aqua/accel/loom/loom.h"

#include "aqua/accel/checked_math.h"
#include "aqua/accel/lanes/pallets.h"
#include "aqua/core/error.h"

namespace aqua::accel {

extern const std::string_view kLoomJson;

namespace {

constexpr const char* kName = "loom";
constexpr AreaRatio kArea = AreaRatio::kUnpublished;

}  // namespace

int64_t Loom::Turns(const LaneLayer& layer, const LayerInput* input) const {
  if (input == nullptr) {
    return EvenCycles(layer,
                      [&](int64_t unit_bits) { return CeilDivide(unit_bits, serial_bits_); });
  }
  const MagnitudeMap map = ReadMagnitudes(layer, *input);
  const BrickMap turns = MakeBrickMap(
      layer, geometry().lanes, map, [&](std::span<const uint16_t> brick, int64_t unit_bits) {
        const int bits = NeededBits(brick, map.is_signed, unit_bits);
        return static_cast<int>(CeilDivide(bits, serial_bits_));
      });
  return layer.is_dense() ? SumDense(layer, turns).cycles
                          : SumPallets(layer, turns, layer.columns).cycles;
}

int64_t Loom::CountLayer(const LaneLayer& layer, const LayerInput* input,
                         std::span<int64_t> /*events*/) const {
  return CheckedProduct(layer.work.layer, {Turns(layer, input), layer.weight_bits});
}

std::vector<std::string> Loom::Notes(const Mapping& /*mapping*/) const {
  return {"loom is counted at 1/16 of the peak of bit_parallel: compare energies, not times",
          "no area of loom is published"};
}

AcceleratorPtr MakeLoom(const AcceleratorOptions& options) {
  Settings settings(kName, options.settings);
  const Constants constants =
      ReadLaneConstants(options.constants, kName, kLoomJson, LaneRules(kArea));
  LaneDesign design = MakeLaneDesign(kName, constants, kArea, settings);
  const int64_t serial_bits = int64_t{1} << settings.Choice("serial_bits", {"1", "2", "4"});
  settings.RefuseOthers();
  if (design.geometry.columns < serial_bits) {
    throw Error("loom: serial_bits {} share {} columns, expected at least as many columns",
                serial_bits, design.geometry.columns);
  }
  design.geometry.columns /= serial_bits;
  return std::make_unique<Loom>(std::move(design), serial_bits);
}

}  // namespace aqua::accel

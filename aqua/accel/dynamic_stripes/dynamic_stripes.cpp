#include "aqua/accel/dynamic_stripes/dynamic_stripes.h"

#include <functional>

#include "aqua/accel/checked_math.h"
#include "aqua/accel/lanes/pallets.h"

namespace aqua::accel {

extern const std::string_view kDynamicStripesJson;

namespace {

constexpr const char* kName = "dynamic_stripes";
constexpr AreaRatio kArea = AreaRatio::kUnpublished;

PalletSums WithoutValues(const LaneLayer& layer) {
  const layers::Workload& work = layer.work;
  PalletSums sums{EvenCycles(layer, std::identity()), 0};
  for (const LanePart& part : layer.parts) {
    sums.column_cycles = CheckedSum(
        sums.column_cycles,
        CheckedProduct(work.layer, {work.groups, layer.passes, part.positions, work.kernel_height,
                                    work.kernel_width, layer.bricks, part.unit_bits}));
  }
  return sums;
}

}  // namespace

int64_t DynamicStripes::CountLayer(const LaneLayer& layer, const LayerInput* input,
                                   std::span<int64_t> events) const {
  PalletSums sums = WithoutValues(layer);
  if (input != nullptr) {
    const MagnitudeMap map = ReadMagnitudes(layer, *input);
    const BrickMap bits = MakeBrickMap(layer, geometry().lanes, map,
                                       [&](std::span<const uint16_t> brick, int64_t unit_bits) {
                                         return NeededBits(brick, map.is_signed, unit_bits);
                                       });
    sums = layer.is_dense() ? SumDense(layer, bits) : SumPallets(layer, bits, group_columns_);
  }
  const int64_t joined = CeilDivide(layer.work.activation_bits, geometry().pe_width);
  events[kColumnCycles] = CheckedProduct(layer.work.layer, {sums.column_cycles, joined});
  return sums.cycles;
}

std::vector<std::string> DynamicStripes::Notes(const Mapping& /*mapping*/) const {
  return {"no power of dynamic_stripes is published: it is taken to draw that of stripes",
          "no area of dynamic_stripes is published"};
}

AcceleratorPtr MakeDynamicStripes(const AcceleratorOptions& options) {
  Settings settings(kName, options.settings);
  const Constants constants =
      ReadLaneConstants(options.constants, kName, kDynamicStripesJson, LaneRules(kArea));
  LaneDesign design = MakeLaneDesign(kName, constants, kArea, settings, {"column_cycles"});
  const int64_t pallet_columns = design.geometry.columns;
  const int64_t group_columns = settings.Number("group_columns", 1, pallet_columns, pallet_columns);
  settings.RefuseOthers();
  return std::make_unique<DynamicStripes>(std::move(design), group_columns);
}

}  // namespace aqua::accel

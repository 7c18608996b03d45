#include "aqua/accel/bit_pragmatic/bit_pragmatic.h"

#include <algorithm>
#include <functional>

#include "aqua/accel/bit_pragmatic/column_cycles.h"
#include "aqua/accel/bit_pragmatic/essential_bits.h"
#include "aqua/accel/bit_pragmatic/run_ahead.h"
#include "aqua/accel/checked_math.h"
#include "aqua/accel/lanes/pallets.h"

namespace aqua::accel {

extern const std::string_view kBitPragmaticJson;

namespace {

constexpr const char* kName = "bit_pragmatic";
constexpr AreaRatio kArea = AreaRatio::kPublished;
constexpr int64_t kMostFirstStageBits = 4;
constexpr int64_t kDefaultFirstStageBits = 2;

// Every activation of all ones. No real image has more, so that counting them cannot overflow.
int64_t MostEssentialBits(const LaneLayer& layer) {
  const layers::Workload& work = layer.work;
  return CheckedProduct(work.layer, {work.groups, layer.passes, TimeSteps(work), work.kernel_height,
                                     work.kernel_width, work.input_channels});
}

}  // namespace

int64_t BitPragmatic::CountLayer(const LaneLayer& layer, const LayerInput* input,
                                 std::span<int64_t> events) const {
  int64_t& essential_bits = events[kEssentialBits];
  essential_bits = MostEssentialBits(layer);
  if (input == nullptr) return EvenCycles(layer, std::identity());
  const MagnitudeMap map = ReadMagnitudes(layer, *input);
  essential_bits = CheckedProduct(layer.work.layer, {EssentialBits(layer, map), layer.passes});
  const BrickMap bricks = MakeBrickMap(layer, geometry().lanes, map,
                                       [&](std::span<const uint16_t> brick, int64_t unit_bits) {
                                         const int cycles = ColumnCycles(brick, first_stage_bits_);
                                         return std::min(cycles, static_cast<int>(unit_bits));
                                       });
  if (layer.is_dense()) return SumDense(layer, bricks).cycles;
  return column_registers_ ? RunAheadCycles(layer, bricks)
                           : SumPallets(layer, bricks, layer.columns).cycles;
}

AcceleratorPtr MakeBitPragmatic(const AcceleratorOptions& options) {
  Settings settings(kName, options.settings);
  const Constants constants =
      ReadLaneConstants(options.constants, kName, kBitPragmaticJson, LaneRules(kArea));
  LaneDesign design = MakeLaneDesign(kName, constants, kArea, settings, {"essential_bits"});
  const auto first_stage_bits = static_cast<int>(
      settings.Number("first_stage_bits", 0, kMostFirstStageBits, kDefaultFirstStageBits));
  const bool column_registers = settings.Choice("column_registers", {"0", "1"}) == 1;
  settings.RefuseOthers();
  return std::make_unique<BitPragmatic>(std::move(design), first_stage_bits, column_registers);
}

}  // namespace aqua::accel

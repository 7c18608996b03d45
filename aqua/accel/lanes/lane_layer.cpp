#include "aqua/accel/lanes/lane_layer.h"

#include <algorithm>

#include "aqua/accel/checked_math.h"
#include "aqua/accel/lanes/folding.h"
#include "aqua/core/error.h"

namespace aqua::accel {
namespace {

using layers::Workload;

constexpr int kMostBits = 16;

void CheckBits(const Workload& work, int bits, std::string_view of_what) {
  if (bits >= 1 && bits <= kMostBits) return;
  throw Error("layer \"{}\": {} {} bits; expected 1 to {}", work.layer, bits, of_what, kMostBits);
}

// Units of an array dimension, several of which join for an operand wider than one of them.
int64_t JoinedUnits(const Workload& work, int64_t units, int64_t bits, int64_t pe_width,
                    std::string_view what) {
  const int64_t joined = CeilDivide(bits, pe_width);
  if (joined <= units) return units / joined;
  throw Error("layer \"{}\": {} bits take {} {} of {} bits side by side, the array has {}",
              work.layer, bits, joined, what, pe_width, units);
}

int64_t Pallets(const LaneLayer& layer) {
  const Workload& work = layer.work;
  const int64_t positions = CheckedProduct(work.layer, {work.output_height, work.output_width});
  if (layer.is_dense() || positions == 0) return positions;
  return CeilDivide(positions, layer.columns);
}

}  // namespace

LaneLayer MakeLaneLayer(const LaneGeometry& geometry, FirstLayer first_layer,
                        const Workload& given) {
  CheckBits(given, given.weight_bits, "weight");
  CheckBits(given, given.activation_bits, "activation");
  LaneLayer layer;
  layer.given = given;
  layer.is_folded = first_layer == FirstLayer::kFolded && CanFold(given);
  layer.work = layer.is_folded ? Fold(given) : given;
  const Workload& work = layer.work;
  layer.columns =
      JoinedUnits(work, geometry.columns, work.activation_bits, geometry.pe_width, "columns");
  const int64_t rows =
      JoinedUnits(work, geometry.rows, work.weight_bits, geometry.pe_width, "rows");
  layer.passes = CeilDivide(CeilDivide(work.output_channels, rows), geometry.tiles);
  layer.bricks = CeilDivide(work.input_channels, geometry.lanes);
  layer.pallets = Pallets(layer);
  layer.steps = CheckedProduct(work.layer, {work.groups, layer.passes, layer.pallets,
                                            work.kernel_height, work.kernel_width, layer.bricks});
  layer.activation_bits = std::min<int64_t>(work.activation_bits, geometry.pe_width);
  layer.weight_bits = std::min<int64_t>(work.weight_bits, geometry.pe_width);
  return layer;
}

int64_t EvenCycles(const LaneLayer& layer, int64_t step_cycles) {
  AQUA_CHECK(step_cycles > 0);
  if (!layer.is_dense()) return CheckedProduct(layer.work.layer, {layer.steps, step_cycles});
  if (layer.steps == 0) return 0;
  const int64_t last = layer.steps - 1;
  const int64_t round_cycles = std::max(step_cycles, layer.columns);
  const int64_t rounds = CheckedProduct(layer.work.layer, {last / layer.columns, round_cycles});
  return CheckedSum(rounds, last % layer.columns + step_cycles);
}

}  // namespace aqua::accel

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

std::vector<LanePart> LaneParts(const LaneLayer& layer, int64_t pe_width) {
  const std::vector<WorkPart> parts = PartsOf(layer.work);
  const int64_t positions = layer.work.positions();
  if (positions == 0) return {};
  if (layer.is_dense()) {
    return {{positions, positions, layer.work.activation_bits, layer.activation_bits}};
  }
  const std::vector<int64_t> pallets = SetsOf(parts, layer.columns);
  std::vector<LanePart> result;
  for (size_t i = 0; i < parts.size(); ++i) {
    const int64_t bits = parts[i].activation_bits;
    result.push_back({parts[i].positions, pallets[i], bits, std::min(bits, pe_width)});
  }
  return result;
}

int64_t DenseCycles(const LaneLayer& layer, int64_t step_cycles) {
  if (layer.steps == 0) return 0;
  const int64_t last = layer.steps - 1;
  const int64_t round_cycles = std::max(step_cycles, layer.columns);
  const int64_t rounds = CheckedProduct(layer.work.layer, {last / layer.columns, round_cycles});
  return CheckedSum(rounds, last % layer.columns + step_cycles);
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
  layer.activation_bits = std::min<int64_t>(work.activation_bits, geometry.pe_width);
  layer.weight_bits = std::min<int64_t>(work.weight_bits, geometry.pe_width);
  layer.parts = LaneParts(layer, geometry.pe_width);
  for (const LanePart& part : layer.parts) layer.pallets += part.pallets;
  layer.steps = CheckedProduct(work.layer, {work.groups, layer.passes, layer.pallets,
                                            work.kernel_height, work.kernel_width, layer.bricks});
  return layer;
}

int64_t EvenCycles(const LaneLayer& layer, const StepRule& step_cycles) {
  if (layer.is_dense()) return DenseCycles(layer, step_cycles(layer.activation_bits));
  int64_t cycles = 0;
  for (const LanePart& part : layer.parts) {
    const int64_t part_steps = layer.steps / layer.pallets * part.pallets;
    const int64_t part_cycles =
        CheckedProduct(layer.work.layer, {part_steps, step_cycles(part.unit_bits)});
    cycles = CheckedSum(cycles, part_cycles);
  }
  return cycles;
}

int64_t EvenCycles(const LaneLayer& layer, int64_t step_cycles) {
  AQUA_CHECK(step_cycles > 0);
  return EvenCycles(layer, [=](int64_t /*unit_bits*/) { return step_cycles; });
}

}  // namespace aqua::accel

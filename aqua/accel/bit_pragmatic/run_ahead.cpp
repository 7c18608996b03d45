#include "aqua/accel/bit_pragmatic/run_ahead.h"

#include <algorithm>
#include <cstddef>

#include "aqua/accel/checked_math.h"
#include "aqua/accel/lanes/pallets.h"

namespace aqua::accel {
namespace {

class Columns {
 public:
  explicit Columns(int64_t count) : ends_(static_cast<size_t>(count), 0) {}

  // `brick` of each column at work.
  void Step(const BrickMap& map, const Pallet& pallet, int64_t offset, int64_t brick) {
    const int64_t ready = all_ended_before_last_;
    all_ended_before_last_ = all_ended_;
    for (size_t column = 0; column < pallet.cells.size(); ++column) {
      int64_t& end = ends_[column];
      end = std::max(end, ready) + map.Cell(pallet.part, pallet.cells[column] + offset)[brick];
      all_ended_ = std::max(all_ended_, end);
    }
  }

  int64_t all_ended() const { return all_ended_; }

 private:
  std::vector<int64_t> ends_;
  int64_t all_ended_ = 0;              // The last step.
  int64_t all_ended_before_last_ = 0;  // The step before it.
};

int64_t PassCycles(const LaneLayer& layer, const BrickMap& map, std::span<const Pallet> pallets,
                   std::span<const int64_t> offsets, int64_t first_brick) {
  Columns columns(layer.columns);
  for (const Pallet& pallet : pallets) {
    for (const int64_t offset : offsets) {
      for (int64_t brick = first_brick; brick < first_brick + layer.bricks; ++brick) {
        columns.Step(map, pallet, offset, brick);
      }
    }
  }
  return columns.all_ended();
}

}  // namespace

int64_t RunAheadCycles(const LaneLayer& layer, const BrickMap& map) {
  const std::vector<int64_t> offsets = TapOffsets(layer, map.width);
  const std::vector<Pallet> pallets = PalletsOf(layer, map);
  int64_t cycles = 0;
  for (int64_t group = 0; group < layer.work.groups; ++group) {
    cycles += PassCycles(layer, map, pallets, offsets, group * layer.bricks);
  }
  return CheckedProduct(layer.work.layer, {cycles, layer.passes});
}

}  // namespace aqua::accel

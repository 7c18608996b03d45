#include "aqua/accel/isaac/placement.h"

#include "aqua/accel/checked_math.h"

namespace aqua::accel {

std::vector<ChipRange> PlaceOnChips(const CountTable& resources, size_t arrays_column,
                                    int64_t arrays_per_chip) {
  std::vector<ChipRange> ranges(resources.layer_count());
  int64_t before = 0;
  int64_t opened = 0;
  for (size_t layer = 0; layer < ranges.size(); ++layer) {
    const int64_t arrays = resources.Layer(layer)[arrays_column];
    if (arrays == 0) continue;
    const int64_t after = CheckedSum(before, arrays);
    ranges[layer].first = before / arrays_per_chip;
    ranges[layer].last = (after - 1) / arrays_per_chip;
    ranges[layer].opened = ranges[layer].last + 1 - opened;
    opened += ranges[layer].opened;
    before = after;
  }
  return ranges;
}

bool Crosses(const ChipRange& layer, const ChipRange& next) {
  return next.first != layer.last || next.last != layer.last;
}

}  // namespace aqua::accel

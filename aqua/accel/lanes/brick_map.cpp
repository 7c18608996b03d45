#include "aqua/accel/lanes/brick_map.h"

#include <algorithm>
#include <bit>
#include <cstddef>

#include "aqua/core/error.h"

namespace aqua::accel {

BrickMap MakeBrickMap(const LaneLayer& layer, int64_t lanes, const MagnitudeMap& map,
                      const BrickRule& rule) {
  const int64_t channels = layer.work.input_channels;
  BrickMap result;
  result.width = map.width;
  result.bricks = layer.work.groups * layer.bricks;
  result.cycles.reserve(static_cast<size_t>(map.height * map.width * result.bricks));
  for (size_t group = 0; group < map.values.size(); group += static_cast<size_t>(channels)) {
    for (int64_t first = 0; first < channels; first += lanes) {
      const int64_t count = std::min(lanes, channels - first);
      const uint16_t* brick = map.values.data() + group + first;
      const int cycles = rule({brick, static_cast<size_t>(count)});
      AQUA_CHECK(cycles >= 1 && cycles <= UINT8_MAX);
      result.cycles.push_back(static_cast<uint8_t>(cycles));
    }
  }
  return result;
}

int NeededBits(std::span<const uint16_t> brick, bool is_signed, int64_t most) {
  unsigned all = 0;
  for (const uint16_t magnitude : brick) all |= magnitude;
  const int64_t bits = std::bit_width(all) + (is_signed ? 1 : 0);
  return static_cast<int>(std::clamp<int64_t>(bits, 1, most));
}

}  // namespace aqua::accel

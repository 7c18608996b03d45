#include "aqua/accel/lanes/brick_map.h"

#include <algorithm>
#include <bit>
#include <cstddef>

#include "aqua/accel/cell_reads.h"
#include "aqua/core/error.h"

namespace aqua::accel {

namespace {

// Where the positions of a part are; null for those that no list names.
const LowBitReads* ReadsOfPart(const LaneLayer& layer, const LanePart& part,
                               const MagnitudeMap& map) {
  if (part.activation_bits == layer.work.activation_bits) return nullptr;
  const auto found = std::find_if(
      map.low_bits.begin(), map.low_bits.end(),
      [&](const LowBitReads& reads) { return reads.activation_bits == part.activation_bits; });
  AQUA_CHECK(found != map.low_bits.end());
  return &*found;
}

std::vector<int64_t> PositionsInNoList(const LaneLayer& layer, const MagnitudeMap& map) {
  std::vector<bool> listed(static_cast<size_t>(layer.work.positions()), false);
  for (const LowBitReads& reads : map.low_bits) {
    for (const int64_t position : reads.positions) listed[static_cast<size_t>(position)] = true;
  }
  std::vector<int64_t> positions;
  for (size_t position = 0; position < listed.size(); ++position) {
    if (!listed[position]) positions.push_back(static_cast<int64_t>(position));
  }
  return positions;
}

// What positions of few bits present of the magnitudes.
std::vector<uint16_t> Presented(const MagnitudeMap& map, const LowBitReads& reads) {
  std::vector<uint16_t> values = map.values;
  const PresentedAs as{reads.shift, (uint32_t{1} << reads.activation_bits) - 1};
  for (uint16_t& value : values) value = static_cast<uint16_t>(as.Of(value));
  return values;
}

std::vector<uint8_t> CyclesOf(const LaneLayer& layer, int64_t lanes, int64_t unit_bits,
                              const std::vector<uint16_t>& values, const BrickRule& rule) {
  const int64_t channels = layer.work.input_channels;
  std::vector<uint8_t> all;
  all.reserve(values.size() / static_cast<size_t>(channels) * static_cast<size_t>(layer.bricks));
  for (size_t group = 0; group < values.size(); group += static_cast<size_t>(channels)) {
    for (int64_t first = 0; first < channels; first += lanes) {
      const int64_t count = std::min(lanes, channels - first);
      const uint16_t* brick = values.data() + group + first;
      const int cycles = rule({brick, static_cast<size_t>(count)}, unit_bits);
      AQUA_CHECK(cycles >= 1 && cycles <= UINT8_MAX);
      all.push_back(static_cast<uint8_t>(cycles));
    }
  }
  return all;
}

}  // namespace

BrickMap MakeBrickMap(const LaneLayer& layer, int64_t lanes, const MagnitudeMap& map,
                      const BrickRule& rule) {
  BrickMap result;
  result.width = map.width;
  result.bricks = layer.work.groups * layer.bricks;
  for (const LanePart& part : layer.parts) {
    const LowBitReads* reads = ReadsOfPart(layer, part, map);
    const std::vector<uint16_t> presented =
        reads != nullptr ? Presented(map, *reads) : std::vector<uint16_t>();
    result.cycles.push_back(
        CyclesOf(layer, lanes, part.unit_bits, reads != nullptr ? presented : map.values, rule));
    if (layer.is_dense()) continue;
    const std::vector<int64_t> positions =
        reads != nullptr ? reads->positions : PositionsInNoList(layer, map);
    result.positions.insert(result.positions.end(), positions.begin(), positions.end());
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

#include "aqua/accel/bit_pragmatic/column_cycles.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "aqua/accel/lanes/lane_layer.h"

namespace aqua::accel {
namespace {

// Lanes are padded with zeros to whole blocks, for loops that compile to vectors.
constexpr size_t kBlock = 16;

unsigned AnyOnes(std::span<const uint16_t> lanes) {
  uint16_t all = 0;
  for (const uint16_t lane : lanes) all = static_cast<uint16_t>(all | lane);
  return all;
}

// Places from the lowest of `ones` up that the first stage reaches.
uint16_t Reached(unsigned ones, int first_stage_bits) {
  const unsigned lowest = ones & (0U - ones);
  const unsigned span = (1U << (1U << static_cast<unsigned>(first_stage_bits))) - 1;
  return static_cast<uint16_t>(lowest * span);
}

// Every lane presents its lowest one in reach.
void Present(std::span<uint16_t> lanes, uint16_t reached) {
  for (uint16_t& lane : lanes) {
    const auto ones = static_cast<uint16_t>(lane & reached);
    const auto after_lowest = static_cast<uint16_t>(ones & (ones - 1));
    lane = static_cast<uint16_t>(lane ^ ones ^ after_lowest);
  }
}

}  // namespace

int ColumnCycles(std::span<const uint16_t> brick, int first_stage_bits) {
  std::array<uint16_t, kMostLanes> buffer;
  const size_t padded = (brick.size() + kBlock - 1) / kBlock * kBlock;
  const std::span<uint16_t> lanes(buffer.data(), padded);
  std::fill(std::copy(brick.begin(), brick.end(), lanes.begin()), lanes.end(), uint16_t{0});
  int cycles = 0;
  for (unsigned ones = AnyOnes(lanes); ones != 0; ones = AnyOnes(lanes)) {
    Present(lanes, Reached(ones, first_stage_bits));
    ++cycles;
  }
  return std::max(cycles, 1);
}

}  // namespace aqua::accel

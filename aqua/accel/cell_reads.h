// How often each cell of the map that a layer reads (layer_input.h) is read, and how many bits of
// it are presented. Of all positions: the product of how often its row and its column are.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "aqua/accel/checked_math.h"
#include "aqua/accel/layer_input.h"
#include "aqua/core/error.h"

namespace aqua::accel {

struct CellReads {
  std::vector<int64_t> down;    // By row: pairs of an output row and a kernel row that read it.
  std::vector<int64_t> across;  // By column.
};

// Of a layer with weights and positions.
CellReads ReadsOf(const layers::Workload& work);
// The same for the positions listed, by cell, row-major. Positions that are not there are a bug.
std::vector<int64_t> ReadsOf(const layers::Workload& work, std::span<const int64_t> positions);

// What is presented of a value: (value >> shift) & mask.
struct PresentedAs {
  int shift = 0;
  uint32_t mask = 0;

  uint32_t Of(int32_t value) const { return static_cast<uint32_t>(value >> shift) & mask; }
};

// Calls visit(channels of a cell, how they are presented, how often they are read in this way),
// cell by cell. `values`: height x width x groups * input_channels of `work`; another number is a
// bug, as are `low_bits` that are not its own. Throws Error naming the layer past 2^63 - 1.
template <typename Value, typename Visit>
void VisitCells(const layers::Workload& work, std::span<const LowBitReads> low_bits,
                std::span<const Value> values, Visit visit) {
  const CellReads reads = ReadsOf(work);
  const auto channels = static_cast<size_t>(work.groups * work.input_channels);
  AQUA_CHECK_EQ(values.size(), reads.down.size() * reads.across.size() * channels);
  CheckLowBitReads(work, low_bits);
  std::vector<std::vector<int64_t>> low_reads;
  for (const LowBitReads& low : low_bits) low_reads.push_back(ReadsOf(work, low.positions));
  const auto as = [](int bits, int shift) { return PresentedAs{shift, (uint32_t{1} << bits) - 1}; };
  size_t cell = 0;
  for (const int64_t down : reads.down) {
    for (const int64_t across : reads.across) {
      int64_t rest = CheckedProduct(work.layer, {down, across});
      for (size_t i = 0; i < low_bits.size(); ++i) {
        const int64_t times = low_reads[i][cell];
        rest -= times;
        if (times > 0) {
          visit(values.first(channels), as(low_bits[i].activation_bits, low_bits[i].shift), times);
        }
      }
      visit(values.first(channels), as(work.activation_bits, 0), rest);
      values = values.subspan(channels);
      ++cell;
    }
  }
}

}  // namespace aqua::accel

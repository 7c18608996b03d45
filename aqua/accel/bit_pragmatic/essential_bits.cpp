#include "aqua/accel/bit_pragmatic/essential_bits.h"

#include <bit>
#include <span>

#include "aqua/accel/cell_reads.h"

namespace aqua::accel {

int64_t EssentialBits(const LaneLayer& layer, const MagnitudeMap& map) {
  int64_t all = 0;
  VisitCells(layer.work, map.low_bits, std::span<const uint16_t>(map.values),
             [&](std::span<const uint16_t> cell, PresentedAs as, int64_t times) {
               int64_t ones = 0;
               for (const uint16_t magnitude : cell) ones += std::popcount(as.Of(magnitude));
               all += ones * times;
             });
  return all;
}

}  // namespace aqua::accel

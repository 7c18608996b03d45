// Cells of few bits: how a FixedPoint layer rounds a map under a plan with regions. The cells of a
// frame take the integers of the layer's border format of those bits, on the centre's grid, so that
// no layer that reads them need know.
#pragma once

#include <string_view>
#include <vector>

#include "aqua/core/tensor.h"
#include "aqua/crop/plan.h"
#include "aqua/layers/fixed_point/fixed_point.h"

namespace aqua::exec {

// A rectangle of a map's cells that are held at few bits.
struct FewBitCells {
  Window window;
  int bits = 0;
};

// Up to four rectangles a region, none empty, within `place`'s window. None for what is no map.
std::vector<FewBitCells> FewBitCellsOf(const std::vector<crop::BitRegion>& regions,
                                       graph::ValueIndex value, const Place& place);

// How the layer holds a region of `bits` bits of a map of `channels`; null: as it holds the centre,
// for it has no more bits. Throws Error, starting with `owner`, when the layer has no border of so
// few bits, or one whose numbers do not fit.
const BorderFormat* BorderOf(const layers::FixedPointLayer& layer, int bits, int64_t channels,
                             std::string_view owner);

// Rounds again, by plain loops, what of `result` lies in `cells`. `input` is what the layer read;
// the layer has a border format for all cells (BorderOf).
void RoundFewBitCells(const layers::FixedPointLayer& layer, const std::vector<FewBitCells>& cells,
                      const Activation& input, Activation& result);

}  // namespace aqua::exec

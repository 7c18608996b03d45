// How many activation bits each position of a convolution needs where the map that it reads has
// regions of few bits: the most bits of any cell that its taps read. Padding and cut cells need
// none; a position that reads nothing else needs the fewest there are.
// What a position reads is a rectangle of taps, so that of the T(w) = rows x columns of its taps
// that lie in window w, with kept, inside 1, inside 2, ... one in the other,
//   it reads cells of region i  where T(outside of i) > T(inside of i),
//   it reads the centre         where T(innermost) > 0,
// and rows and columns are counted apart, a run at a time.
#pragma once

#include <span>
#include <vector>

#include "aqua/crop/plan.h"

namespace aqua::crop {

// A region as it lies in one map.
struct MapRegion {
  int bits = 0;
  Window inside;
};

// The regions that have cells in this map, outermost first.
std::vector<MapRegion> RegionsOf(const CropPlan& plan, graph::ValueIndex value);

// Neighbouring positions along one axis whose taps lie in the same windows, tap by tap.
struct PositionRun {
  Span positions;             // From the first computed one on.
  std::vector<int64_t> taps;  // In `kept`, then inside each region.
};

class PositionBits {
 public:
  static constexpr int kCentre = 0;

  // `work`: what the convolution asks for computing `output` of an input of this place; `read`: its
  // InputWindow. `regions`: of the input, at least one. Throws Error naming the layer for kernels
  // that cross their edges in too many ways to follow.
  PositionBits(const layers::Workload& work, const Place& input, const Window& read,
               std::vector<MapRegion> regions);

  std::span<const PositionRun> rows() const { return rows_; }
  std::span<const PositionRun> columns() const { return columns_; }
  // Of any position in both runs: a region's bits, or kCentre.
  int BitsOf(const PositionRun& row, const PositionRun& column) const;
  // By bits, fewest first; without the centre's.
  std::vector<layers::LowBitPositions> Counts() const;

 private:
  std::vector<MapRegion> regions_;
  std::vector<PositionRun> rows_;
  std::vector<PositionRun> columns_;
};

// Of a node under the plan; `work` is what it asks for. Empty unless it is a convolution whose
// input has regions.
std::vector<layers::LowBitPositions> LowBitsOf(const graph::Graph& graph, const graph::Node& node,
                                               const CropPlan& plan, const layers::Workload& work);

}  // namespace aqua::crop

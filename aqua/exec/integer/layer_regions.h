// What regions of few bits in the map that a layer reads mean for running the layer: its positions
// by the bits that they present, and the integers that the regions' cells are held as.
// A border cell is held as q * 2^shift in the centre's steps, without its offset (border_format.h).
// Positions that read no cell of the centre multiply the q's alone, at the border's bits; what the
// offsets add is a constant of each position and output channel. So every sum is the one that the
// centre's integers give.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "aqua/crop/position_bits.h"
#include "aqua/exec/integer/integer_map.h"
#include "aqua/exec/integer/layer_formats.h"
#include "aqua/exec/integer/weight_matrix.h"
#include "aqua/layers/layer.h"

namespace aqua::exec {

// Positions that present the same bits, row-major.
struct PositionKind {
  int bits = 0;
  std::vector<int64_t> positions;
  std::vector<size_t> classes;  // By position: those of a class read offsets at the same taps.
};

class LayerRegions {
 public:
  // `work`: of a convolution that reads `read` of `input`, under regions of it. Those that have no
  // fewer bits than the layer's activations are held like the centre. Throws Error, starting with
  // `owner`, for a format with fixed activations that has no border of a region's bits, or one
  // whose numbers do not fit.
  LayerRegions(const layers::Workload& work, const Place& input, const Window& read,
               std::vector<crop::MapRegion> regions, const LayerFormats& formats,
               const std::string& owner);

  // The centre's first, then most bits first; each has positions.
  std::span<const PositionKind> kinds() const { return kinds_; }

  // Of the regions, in their order, where activations are rounded to `centre` elsewhere: the
  // layer's own, or as the values need. A region held like the centre has the centre's bits.
  std::vector<BorderFormat> FormatsFor(const Activation& input, const FixedPoint& centre) const;
  // Overwrites the regions' cells in `held`, which has the order of the input's data.
  void Hold(const Activation& input, const FixedPoint& centre,
            std::span<const BorderFormat> borders, std::span<int32_t> held) const;
  // By kinds(): how far the sums of its products are to be shifted.
  std::vector<int> ShiftsOf(const FixedPoint& centre, std::span<const BorderFormat> borders) const;

  // What offsets add: classes x output channels, in steps of the sums. Empty without offsets.
  std::vector<int64_t> OffsetSums(const WeightMatrix& weights) const;

 private:
  bool IsLow(size_t region) const { return regions_[region].bits < activations_.bits; }
  Span AllChannels() const { return {0, work_.groups * work_.input_channels}; }
  // Calls visit(region, channel, first index into the input's data, how many) along rows.
  template <typename Visit>
  void VisitLowCells(Span channels, Visit visit) const;
  void CheckBorder(size_t region, const std::string& owner) const;
  void CheckNesting(const std::string& owner) const;
  // Of the channels of one group, as the kernel slides over them; zeros elsewhere.
  IntegerMap OffsetsOf(int64_t group) const;
  void SortPositions(const crop::PositionBits& bits);

  layers::Workload work_;
  Window held_;
  Window read_;
  std::vector<crop::MapRegion> regions_;
  FixedPoint activations_;
  std::vector<BorderFormat> borders_;  // By region; empty: as each image needs.
  std::vector<PositionKind> kinds_;
  std::vector<int64_t> class_positions_;  // One position of each class.
};

}  // namespace aqua::exec

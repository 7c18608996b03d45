// Ideal cells as planes of bits, for Kernels::convert. A lane group holds as many weights' columns
// as a vector has lanes, one slice of them at a time; of a matrix with few columns, slices and
// columns alike are lanes.
#pragma once

#include <hwy/aligned_allocator.h>

#include <vector>

#include "aqua/crossbar/kernels.h"
#include "aqua/crossbar/layout.h"
#include "aqua/crossbar/programmed_arrays.h"

namespace aqua::crossbar {

using Bytes = hwy::AlignedFreeUniquePtr<uint8_t[]>;

class BitPlanes final : public ProgrammedArrays {
 public:
  BitPlanes(std::span<const int32_t> weights, const Layout& layout);

  // Whether the 32-bit accumulators hold 16 time steps of any column sum.
  static bool CanHold(const Layout& layout);

  int64_t flipped_columns() const override { return flipped_columns_; }
  CrossbarCounts Multiply(const Drive& drive, std::span<int64_t> sums) const override;

 private:
  struct Scratch;

  int64_t WordsIn(int64_t row_block) const;
  int64_t groups() const;
  int64_t UsedLanes(int64_t group) const;
  int64_t CellsAt(int64_t group, int64_t row_block) const;
  int64_t FactorsAt(int64_t group, int64_t row_block) const;
  void ChooseLanes();
  void Program(std::span<const int32_t> weights);
  void ProgramWeights(std::span<const int32_t> weights, int64_t column, int64_t row_block,
                      std::vector<uint8_t>& planes);
  void StoreSlice(const uint8_t* planes, int64_t column, int slice, int64_t row_block,
                  bool is_flipped);
  void AddFactor(int64_t group, int64_t row_block, int64_t index, int64_t lane, int64_t value);

  void Pack(const Drive& drive, Scratch& scratch) const;
  int32_t ReadUnits(const Drive& drive, std::span<const int32_t> driven_rows,
                    CrossbarCounts& counts) const;
  void ReadGroup(const Drive& drive, int64_t group, Scratch& scratch) const;
  void MergeGroup(int64_t group, const Scratch& scratch, std::span<int64_t> sums) const;

  Layout layout_;
  const Kernels* kernels_;
  int64_t lane_columns_ = 0;  // What lanes hold: columns, or columns and slices.
  int lane_slices_ = 0;       // Slices that share a lane.
  bool can_clip_ = false;
  int64_t flipped_columns_ = 0;
  Bytes cells_;    // Groups x row blocks x slices x cell bits x words x lanes.
  Bytes factors_;  // Groups x row blocks x (slices + 1) x lanes.
};

}  // namespace aqua::crossbar

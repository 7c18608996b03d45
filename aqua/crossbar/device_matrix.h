// Arrays whose cells are not ideal: a conductance of its own for every cell, a draw for every
// conversion. NonIdealities says what is modelled.
#pragma once

#include <hwy/aligned_allocator.h>

#include <vector>

#include "aqua/crossbar/kernels.h"
#include "aqua/crossbar/layout.h"
#include "aqua/crossbar/programmed_arrays.h"

namespace aqua::crossbar {

class DeviceMatrix final : public ProgrammedArrays {
 public:
  // Throws Error as CheckFits does.
  DeviceMatrix(std::span<const int32_t> weights, const Layout& layout,
               const NonIdealities& devices);

  // Throws Error for a matrix whose cells take more than 1 GiB.
  static void CheckFits(const Layout& layout);

  int64_t flipped_columns() const override { return flipped_columns_; }
  CrossbarCounts Multiply(const Drive& drive, std::span<int64_t> sums) const override;

 private:
  struct Scratch;
  // Neighbouring columns, read together. Columns are numbered with the unit columns first, one a
  // column block, then the cell columns.
  struct Tile {
    int64_t first_column = 0;
    int64_t columns = 0;
    int64_t stride = 0;
    int64_t conductances_at = 0;  // Rows x stride.
    bool holds_units = false;
  };
  // Where a cell column's sums go.
  struct Place {
    int64_t column = 0;
    int64_t column_block = 0;
    int64_t weight = 0;     // 2^(slice * cell_bits).
    int64_t unit_bias = 0;  // The weight bias, at the uppermost slice.
  };

  void LayOutTiles();
  void LayOutPlaces();
  void ProgramTile(std::span<const int32_t> weights, const Tile& tile, int64_t row_block);
  void ProgramLevels(std::span<const int32_t> weights, int64_t cell_column, int64_t row_block,
                     std::vector<uint8_t>& levels);
  float ConductanceOf(int level, int64_t row, int64_t column) const;

  void Pack(const Drive& drive, Scratch& scratch) const;
  void CountReads(std::span<const int32_t> driven_rows, CrossbarCounts& counts) const;
  void ReadStep(const Drive& drive, const Tile& tile, int64_t position, int step,
                Scratch& scratch) const;
  void ReadUnits(const Drive& drive, const Tile& tile, Scratch& scratch) const;
  void ReadCells(const Drive& drive, const Tile& tile, Scratch& scratch,
                 std::span<int64_t> sums) const;
  void AddToSums(const Tile& tile, int64_t position, const Scratch& scratch,
                 std::span<int64_t> sums) const;

  Layout layout_;
  NonIdealities devices_;
  const Kernels* kernels_;
  double offset_ = 0;  // What a cell at level 0 conducts, in levels.
  int64_t flipped_columns_ = 0;
  std::vector<Tile> tiles_;       // Those of units first.
  std::vector<Place> places_;     // Cell columns.
  std::vector<uint8_t> flipped_;  // Row blocks x cell columns.
  hwy::AlignedFreeUniquePtr<float[]> conductances_;
};

}  // namespace aqua::crossbar

// ISAAC bit by bit in the place of integer arithmetic: multiplies every layer's matrices in
// simulated crossbars, and counts what happens, under the names of accel::Isaac's events: in the
// arrays as crossbar.h says, between them with every call that moves data.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "aqua/crossbar/crossbar.h"
#include "aqua/exec/integer/matrix_unit.h"

namespace aqua::study {

// One layer's simulation, so far.
struct SimulatedLayer {
  std::string name;
  int64_t crossbars = 0;
  int64_t used_columns = 0;
  int64_t flipped_columns = 0;
  crossbar::CrossbarCounts arrays;
  // Between the arrays: what is fetched, merged and stored.
  int64_t edram_read_bits = 0;
  int64_t edram_write_bits = 0;
  int64_t bus_bits = 0;
  int64_t router_bits = 0;
  int64_t sigmoid_operations = 0;
  int64_t tile_shift_adds = 0;
  // Against exact integers; counted only when asked to compare.
  int64_t sums = 0;
  int64_t different_sums = 0;
  int64_t largest_difference = 0;

  // Everything that an estimate counts too, by its event names.
  std::map<std::string, int64_t> Events() const;
};

class CrossbarUnit final : public exec::MatrixUnit {
 public:
  // `simulated`: by node, whether its layer runs in crossbars; exact integers otherwise.
  CrossbarUnit(crossbar::CrossbarSpec spec, std::vector<bool> simulated);

  void Multiply(const exec::MatrixProduct& product, std::span<int64_t> sums) override;

  // Forgets the counts, keeps the programmed arrays. Call before each image. `compare`: against
  // exact integers, every sum of the image. `image`: its number, by which read noise is drawn.
  void StartImage(bool compare, uint64_t image = 0);
  // By node; only those simulated, in order.
  std::vector<SimulatedLayer> Layers() const;

 private:
  struct Programmed {
    crossbar::CrossbarMatrix matrix;
    int64_t next_position = 0;  // Of the image at hand.
  };
  using Key = std::pair<graph::NodeIndex, int64_t>;  // Node, group.

  Programmed& Program(const exec::MatrixProduct& product);
  void CountMoves(const exec::MatrixProduct& product, int64_t row_blocks, SimulatedLayer& layer);
  void Compare(const exec::MatrixProduct& product, std::span<const int64_t> sums,
               SimulatedLayer& layer);

  crossbar::CrossbarSpec spec_;
  std::vector<bool> simulated_;
  bool compare_ = false;
  uint64_t image_ = 0;
  exec::ExactUnit exact_;
  std::map<Key, Programmed> programmed_;
  std::map<graph::NodeIndex, SimulatedLayer> layers_;
};

}  // namespace aqua::study

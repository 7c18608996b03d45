// What an accelerator says about a network, as plain numbers: where its weights sit (Mapping) and
// what happens while one image runs (EventCounts). A row a workload, in the order they were
// handed over; a column a resource or an event, by the index its accelerator names it with. Rows of
// uncounted workloads are zero.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace aqua::accel {

class CountTable {
 public:
  CountTable(size_t layer_count, size_t column_count);  // Zeros.

  size_t layer_count() const { return layer_count_; }
  size_t column_count() const { return column_count_; }
  std::span<int64_t> Layer(size_t index);
  std::span<const int64_t> Layer(size_t index) const;

  // Over all layers. Throws Error past 2^63 - 1.
  int64_t Sum(size_t column) const;

 private:
  size_t layer_count_;
  size_t column_count_;
  std::vector<int64_t> counts_;  // Row-major.
};

// Once a network. Columns: Accelerator::ResourceNames().
struct Mapping {
  CountTable resources;
  // By layer, of a design whose layers overlap: the share of its input, 0 to 1, that a layer waits
  // for. Empty where layers run one after the other.
  std::vector<double> first_window_shares = {};
};

// Once an image. Columns: Accelerator::EventNames().
struct EventCounts {
  CountTable events;
  // By layer: how many of the accelerator's cycles the layer's own units work. Their sum is the
  // time of one image only where layers run one after the other.
  std::vector<int64_t> cycles;
};

}  // namespace aqua::accel

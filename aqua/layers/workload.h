// What one layer asks of hardware for one image, in words that hold for any accelerator: matrices,
// positions, bits. There is no crop here: a cropped layer is a layer with fewer positions.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace aqua::layers {

enum class WorkKind {
  kUncounted,    // No weights and no comparisons, or states no work of its own.
  kConvolution,  // `positions` places where the same weights are applied.
  kDense,        // Fully connected: one position.
  kMaxPool,      // No weights: each of `groups` channels takes the largest of `rows` cells.
};

// Positions that read nothing but cells of at most `activation_bits` bits (and padding).
struct LowBitPositions {
  int64_t positions = 0;
  int activation_bits = 0;

  bool operator==(const LowBitPositions&) const = default;
};

struct Workload {
  std::string layer;  // The node's name.
  WorkKind kind = WorkKind::kUncounted;

  // Each group is a matrix of rows x columns that every position is multiplied with.
  int64_t groups = 1;
  int64_t kernel_height = 1;
  int64_t kernel_width = 1;
  int64_t input_channels = 0;   // A group's.
  int64_t output_channels = 0;  // A group's: the columns.
  int64_t stride_height = 1;
  int64_t stride_width = 1;
  int64_t dilation_height = 1;
  int64_t dilation_width = 1;
  int64_t output_height = 0;  // Of the computed window.
  int64_t output_width = 0;

  int weight_bits = 16;
  int activation_bits = 16;
  // Of `positions()`, those that need fewer bits than activation_bits, fewest bits first; no
  // position twice. Hardware that presents activations bit by bit may gain from it, other hardware
  // takes no notice. Those of no fewer bits than activation_bits are like any other.
  std::vector<LowBitPositions> low_bits = {};

  bool has_weights() const { return kind == WorkKind::kConvolution || kind == WorkKind::kDense; }
  int64_t rows() const { return kernel_height * kernel_width * input_channels; }
  int64_t columns() const { return output_channels; }
  int64_t positions() const { return output_height * output_width; }
  int64_t weights() const { return has_weights() ? groups * rows() * columns() : 0; }
  int64_t macs() const { return weights() * positions(); }
  int64_t outputs() const { return groups * columns() * positions(); }
};

using Workloads = std::vector<Workload>;

}  // namespace aqua::layers

// The integers that one layer reads while one image runs, for models whose counts depend on values.
// Channels last. A convolution's map is the one its kernel slides over, padding and cut cells as
// zeros: position (y, x) reads at tap (i, j) the cell
//   (y * stride_height + i * dilation_height, x * stride_width + j * dilation_width),
// so that height = (output_height - 1) * stride_height + (kernel_height - 1) * dilation_height + 1.
// A dense layer's map is positions x 1 x rows.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "aqua/layers/workload.h"

namespace aqua::accel {

// Positions that present fewer bits than the others: of a cell's value, shifted right by `shift`,
// the lowest `activation_bits`. Nothing of the values they read is lost by that.
struct LowBitReads {
  int activation_bits = 0;
  int shift = 0;
  std::vector<int64_t> positions;  // Row-major over the output, ascending.
};

struct LayerInput {
  int64_t channels = 0;  // Of all groups.
  int64_t height = 0;
  int64_t width = 0;
  bool is_signed = false;       // Two's complement of the workload's activation_bits.
  std::vector<int32_t> values;  // height x width x channels; empty for a layer without weights.
  // Where the workload's low_bits are: for each number of bits below its activation_bits, one.
  std::vector<LowBitReads> low_bits = {};
};

// Own bugs: reads that are not those of the workload's low_bits, position by position counted.
void CheckLowBitReads(const layers::Workload& work, std::span<const LowBitReads> low_bits);

// One image's work: layers, and what they read where that is known. Views: what they point to must
// outlive it.
struct ImageWork {
  std::span<const layers::Workload> layers;
  std::span<const LayerInput> inputs;  // One a layer, or none at all.

  explicit ImageWork(std::span<const layers::Workload> all_layers,
                     std::span<const LayerInput> all_inputs = {})
      : layers(all_layers), inputs(all_inputs) {}

  bool HasValues() const { return !inputs.empty(); }
};

}  // namespace aqua::accel

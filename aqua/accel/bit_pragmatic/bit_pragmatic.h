// Bit-Pragmatic (Albericio et al., MICRO 2017): the lanes of a column present only the ones of
// their activations, as shifts, so that zero bits cost no time. A shift has two stages: the first
// is a lane's own and spans 2^F cells, the second is shared by the column. With values known, the
// cycles of a column are those of column_cycles.h, and
//   convolution: a step takes the cycles of its slowest column; with a column register, columns
//                run ahead by one step: see run_ahead.h
//   dense:       a step takes its brick's cycles, the columns staggered as in Stripes
//   essential_bits = ones presented: over positions, kernel cells, channels and filter passes
// Without values the worst case: p = activation_bits cycles a step, and p ones an activation.
// Settings: first_stage_bits F = 0 to 4 (default 2), column_registers = 0 (default) or 1, and
// those of lane_accelerator.h. Sources and departures: SOURCES.md beside this file.
#pragma once

#include "aqua/accel/lanes/lane_accelerator.h"

namespace aqua::accel {

class BitPragmatic final : public LaneAccelerator {
 public:
  enum OwnEvent : size_t { kEssentialBits = kOwnEvents };

  BitPragmatic(LaneDesign design, int first_stage_bits, bool column_registers)
      : LaneAccelerator(std::move(design)),
        first_stage_bits_(first_stage_bits),
        column_registers_(column_registers) {}
  std::string_view ValueAssumption() const override {
    return "every bit is taken to be a one, the worst case; an image's values tell which are";
  }

 private:
  int64_t CountLayer(const LaneLayer& layer, const LayerInput* input,
                     std::span<int64_t> events) const override;

  int first_stage_bits_;
  bool column_registers_;
};

// Throws Error for a bad constants file, an unknown setting or value.
AcceleratorPtr MakeBitPragmatic(const AcceleratorOptions& options);

}  // namespace aqua::accel

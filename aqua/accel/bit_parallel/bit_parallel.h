// DaDianNao (Chen et al., MICRO 2014) as the ISAAC paper scales it: 16 tiles of 256 multipliers of
// 16 x 16 bits, one position at a time. The plain baseline of the bit-serial designs. A step takes
// one cycle, whatever the bits and values:
//   compute_cycles = groups * positions * ceil(filters of a group / 256) * ceil(channels / 16)
//                    * kernel cells
// Settings: those of lane_accelerator.h. Sources and departures: SOURCES.md beside this file.
#pragma once

#include "aqua/accel/lanes/lane_accelerator.h"

namespace aqua::accel {

class BitParallel final : public LaneAccelerator {
 public:
  explicit BitParallel(LaneDesign design) : LaneAccelerator(std::move(design)) {}

 private:
  int64_t CountLayer(const LaneLayer& layer, const LayerInput* input,
                     std::span<int64_t> events) const override;
};

// Throws Error for a bad constants file, an unknown setting or value.
AcceleratorPtr MakeBitParallel(const AcceleratorOptions& options);

}  // namespace aqua::accel

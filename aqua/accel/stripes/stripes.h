// Stripes (Judd et al., MICRO 2016): activations enter bit by bit, as many bits as the layer's
// profile asks for; weights stay 16 bits wide. 16 columns take 16 positions at once, so that 16
// bits take as long as DaDianNao and p bits p/16 of it. With p = the layer's activation_bits:
//   convolution: compute_cycles = steps * min(p, 16)
//   dense:       compute_cycles = steps + p - 1              one position for 16 columns: no gain
// Values do not matter. Settings: those of lane_accelerator.h. Sources and departures: SOURCES.md
// beside this file.
#pragma once

#include "aqua/accel/lanes/lane_accelerator.h"

namespace aqua::accel {

class Stripes final : public LaneAccelerator {
 public:
  explicit Stripes(LaneDesign design) : LaneAccelerator(std::move(design)) {}

 private:
  int64_t CountLayer(const LaneLayer& layer, const LayerInput* input,
                     std::span<int64_t> events) const override;
};

// Throws Error for a bad constants file, an unknown setting or value.
AcceleratorPtr MakeStripes(const AcceleratorOptions& options);

}  // namespace aqua::accel

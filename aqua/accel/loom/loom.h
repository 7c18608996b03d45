// Loom (Sharify et al., DAC 2018): both operands enter bit by bit, so that both precisions pay, in
// convolutions with their product. With the layer's activation_bits p and weight_bits w:
//   activation turns = ceil(bits / serial_bits); bits = p, or with values known what the largest
//                      activation of the step needs, trimmed as in dynamic_stripes
//   convolution:  a step takes (activation turns) * w
//   dense:        a brick's weights take w cycles to load, for which one column starts; its step
//                 takes (activation turns) * w: in all about steps * w, whatever p
// The array is that of the other serial designs, 256 filters x 16 positions x 16 lanes, of units of
// 1 x 1 bit: 1/16 of DaDianNao's peak, and of its power in the prices. Settings: serial_bits = 1
// (default), 2 or 4, activation bits a unit takes in a cycle; as many times fewer columns, so that
// the peak stays; and those of lane_accelerator.h. Sources and departures: SOURCES.md beside this
// file.
#pragma once

#include "aqua/accel/lanes/lane_accelerator.h"

namespace aqua::accel {

class Loom final : public LaneAccelerator {
 public:
  Loom(LaneDesign design, int64_t serial_bits)
      : LaneAccelerator(std::move(design)), serial_bits_(serial_bits) {}

  std::vector<std::string> Notes(const Mapping& mapping) const override;
  std::string_view ValueAssumption() const override {
    return "every activation is taken to need all its bits; an image's values trim them";
  }

 private:
  int64_t CountLayer(const LaneLayer& layer, const LayerInput* input,
                     std::span<int64_t> events) const override;
  // In turns of a weight's bits.
  int64_t Turns(const LaneLayer& layer, const LayerInput* input) const;

  int64_t serial_bits_;
};

// Throws Error for a bad constants file, an unknown setting or value.
AcceleratorPtr MakeLoom(const AcceleratorOptions& options);

}  // namespace aqua::accel

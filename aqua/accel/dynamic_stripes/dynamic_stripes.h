// Stripes with precision trimmed while it runs (Dynamic Stripes, ShapeShifter): the columns of a
// group look at the activations they are about to take and present only the bits that the largest
// of them needs. With the layer's activation_bits p, and values known:
//   bits(group)    = clamp(bits of its largest magnitude, and one for the sign if values are
//                    signed; 1 to p)
//   convolution:   a step takes max over the pallet's groups of bits(group)
//   dense:         a step takes bits(its brick), the columns staggered as in Stripes
//   column_cycles  = over steps and columns, bits(the column's group): how long columns work, all
//                    that join for activations wider than pe_width; the rest of compute_cycles *
//                    columns they wait for the slowest
// Without values every group takes p: Stripes. Settings: group_columns = 1 to the columns of a
// pallet (default: all of them), and those of lane_accelerator.h. Sources and departures:
// SOURCES.md beside this file.
#pragma once

#include "aqua/accel/lanes/lane_accelerator.h"

namespace aqua::accel {

class DynamicStripes final : public LaneAccelerator {
 public:
  enum OwnEvent : size_t { kColumnCycles = kOwnEvents };

  DynamicStripes(LaneDesign design, int64_t group_columns)
      : LaneAccelerator(std::move(design)), group_columns_(group_columns) {}

  std::vector<std::string> Notes(const Mapping& mapping) const override;
  std::string_view ValueAssumption() const override {
    return "every activation is taken to need all its bits; an image's values trim them";
  }

 private:
  int64_t CountLayer(const LaneLayer& layer, const LayerInput* input,
                     std::span<int64_t> events) const override;

  int64_t group_columns_;
};

// Throws Error for a bad constants file, an unknown setting or value.
AcceleratorPtr MakeDynamicStripes(const AcceleratorOptions& options);

}  // namespace aqua::accel

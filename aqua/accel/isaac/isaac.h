// ISAAC-CE (Shafiee et al., ISCA 2016): weights sit in memristor crossbars, ceil(weight_bits /
// cell_bits) cells each, side by side in one row; activations enter one bit a time step on every
// row at once; every column of an array is held, converted by the array's ADC, shifted and added.
// Work in, counts and IMA-level energy prices out. Formulas, sources, and where the model departs
// from the paper: SOURCES.md beside this file.
//   slices      = ceil(weight_bits / cell_bits)
//   row blocks  = ceil(rows / array_rows)
//   crossbars   = groups * row blocks * column blocks           (see ColumnRule)
//   array_reads = crossbars * positions * activation_bits
//   adc_conversions (of columns that hold weights)
//               = groups * row blocks * columns * slices * positions * activation_bits
// Settings: column_rule = straddle (default) or whole.
#pragma once

#include <vector>

#include "aqua/accel/accelerator.h"
#include "aqua/accel/isaac/isaac_constants.h"

namespace aqua::accel {

enum class ColumnRule {
  kStraddle,  // A weight's slices may lie in two arrays: blocks = ceil(columns * slices / width).
  kWhole,     // They may not: blocks = ceil(columns / floor(width / slices)); some columns idle.
};

class Isaac final : public Accelerator {
 public:
  // Columns of the mapping.
  enum Resource : size_t {
    kCrossbars,
    kUsedColumns,  // That hold weights, in all crossbars together.
    kResourceCount,
  };
  // Columns of the counts.
  enum Event : size_t {
    kArrayReads,          // One array, one time step.
    kAdcConversions,      // One column that holds weights, one time step.
    kAdcIdleConversions,  // One column that holds none: its ADC converts it all the same.
    kDacConversions,      // One row, one time step, whether or not weights lie on it.
    kEventCount,
  };

  explicit Isaac(const IsaacConstants& constants, ColumnRule column_rule = ColumnRule::kStraddle);

  std::string_view Name() const override { return "isaac"; }
  std::span<const std::string> ResourceNames() const override;
  std::span<const std::string> EventNames() const override;
  std::span<const EnergyPrice> Prices() const override { return prices_; }
  double CycleNs() const override { return constants_.cycle_ns; }

  // Both throw Error for weights or activations of other than 1 to 16 bits.
  Mapping Map(std::span<const layers::Workload> network) const override;
  EventCounts Count(const Mapping& mapping, const ImageWork& image) const override;

 private:
  void MapLayer(const layers::Workload& work, std::span<int64_t> resources) const;
  void CountLayer(const layers::Workload& work, int64_t steps, std::span<const int64_t> resources,
                  std::span<int64_t> events) const;
  int64_t ColumnBlocks(const layers::Workload& work, int64_t slices) const;

  IsaacConstants constants_;
  ColumnRule column_rule_;
  std::vector<EnergyPrice> prices_;
};

AcceleratorPtr MakeIsaac(const AcceleratorOptions& options);

}  // namespace aqua::accel

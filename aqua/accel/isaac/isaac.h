// ISAAC (Shafiee et al., ISCA 2016): weights sit in memristor crossbars, ceil(weight_bits /
// cell_bits) cells each, side by side in one row (array_layout.h); activations enter one bit a time
// step on every row at once; every column of an array is held, converted by an ADC, shifted and
// added. Arrays form IMAs, IMAs tiles with an eDRAM buffer, tiles chips; layers follow each other
// in a pipeline (pipeline.h). Work in, counts and prices of the whole chip out. Settings:
// isaac_settings.h. Sources, and where the model departs from the paper: SOURCES.md.
#pragma once

#include <vector>

#include "aqua/accel/accelerator.h"
#include "aqua/accel/isaac/isaac_constants.h"
#include "aqua/accel/isaac/isaac_settings.h"

namespace aqua::accel {

class Isaac final : public Accelerator {
 public:
  // Columns of the mapping. Of one layer with weights; others hold zeros.
  enum Resource : size_t {
    kCrossbars,        // Arrays of one copy: the published tables.
    kUsedColumns,      // That hold weights, in all crossbars of one copy together.
    kReplicas,         // Copies.
    kPlacedCrossbars,  // crossbars * replicas.
    kTiles,            // ceil(placed_crossbars / arrays a tile).
    kResourceCount,
  };

  // Columns of the counts, of one layer, for one image. steps = positions * activation_bits,
  // each position at its own bits (work_parts.h);
  // outputs = positions * groups * output_channels; replicas share the positions and change no
  // count but the last two, and what crosses between chips where there are several.
  enum Event : size_t {
    kArrayReads,          // crossbars * steps: one array, one time step.
    kAdcConversions,      // used columns * steps: one column that holds weights, one time step.
    kAdcIdleConversions,  // array_columns * reads - used: columns that hold none, converted as
                          // well.
    kUnitConversions,     // reads: the unit column, the 129th, of every array.
    kDacConversions,      // array_rows * reads: one row, one time step, whether or not it is used.
    kEdramReadBits,       // steps * groups * rows: each position's window, whole, once for all
                          // arrays of the layer; overlapping windows are fetched again.
    kEdramWriteBits,      // outputs * activation_bits: results, at the activation bits of the
                          // position that they come from.
    kBusBits,             // edram_read_bits + edram_write_bits.
    kRouterBits,          // outputs * activation_bits: results leave for the next layer's tile, one
                          // router each.
    kSigmoidOperations,   // outputs.
    kMaxPoolComparisons,  // Of a kMaxPool layer, and all that it has: outputs * rows. Its maps move
                          // with the layer before it.
    kTileShiftAdds,       // outputs * (row blocks - 1): merging the arrays that share a result.
    kTileRegisterBits,    // outputs * 16: a result kept between shift-and-add and sigmoid.
    kHyperTransportBits,  // First layer: the network's input, positions * strides * groups *
                          // input_channels * activation_bits. Last: outputs * activation_bits, the
                          // answer. Any: outputs * activation_bits, once, where the next layer with
                          // weights lies, wholly or in part, on another chip than this one ends on.
    kActiveRows,  // Only where the image's values are known: DAC conversions that drive a 1.
    kTileCycles,  // tiles * the cycles between two images.
    kChipCycles,  // Chips whose first array is the layer's * the same.
    kEventCount,
  };

  // Throws Error for an ADC of bits that the chosen list of energies does not have.
  explicit Isaac(IsaacConstants constants, const IsaacSettings& settings = {});

  std::string_view Name() const override { return "isaac"; }
  std::span<const std::string> ResourceNames() const override;
  std::span<const std::string> EventNames() const override;
  std::span<const EnergyPrice> Prices() const override { return prices_; }
  // Arrays and DACs by active_rows.
  std::span<const EnergyPrice> ValuePrices() const override { return value_prices_; }
  double CycleNs() const override { return constants_.cycle_ns; }

  // Both throw Error for weights or activations of other than 1 to 16 bits; Map also for a network
  // that needs more chips than the settings give. Layers are placed in order, from array to array
  // and chip to chip.
  Mapping Map(std::span<const layers::Workload> network) const override;
  EventCounts Count(const Mapping& mapping, const ImageWork& image) const override;

  Timing Time(const Mapping& mapping, const ImageWork& image,
              const EventCounts& counts) const override;
  // Of ChipsOf(mapping) whole chips, at the design's own ADCs.
  std::vector<ComponentArea> Area(const Mapping& mapping) const override;
  std::vector<std::string> Notes(const Mapping& mapping) const override;
  std::string_view ValueAssumption() const override {
    return "arrays and DACs are priced as if every row were driven; an image's values tell which "
           "are";
  }

  // That hold at least one array of the network.
  int64_t ChipsOf(const Mapping& mapping) const;

 private:
  // Fills in kReplicas, kPlacedCrossbars and kTiles.
  void Replicate(std::span<const layers::Workload> network, CountTable& resources) const;
  int64_t ArraysToFill(int64_t crossbars) const;

  IsaacConstants constants_;
  IsaacSettings settings_;
  std::vector<EnergyPrice> prices_;
  std::vector<EnergyPrice> value_prices_;
};

// `options.constants` takes the place of the design's built-in file. Throws Error for both of them,
// and as ReadIsaacConstants and ParseIsaacSettings do.
AcceleratorPtr MakeIsaac(const AcceleratorOptions& options);

}  // namespace aqua::accel

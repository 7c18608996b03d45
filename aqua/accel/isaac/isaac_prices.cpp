#include "aqua/accel/isaac/isaac_prices.h"

#include <fmt/format.h>

#include "aqua/accel/checked_math.h"
#include "aqua/accel/isaac/adc_energy.h"
#include "aqua/accel/isaac/isaac.h"

namespace aqua::accel {
namespace {

constexpr int64_t kBits = 16;  // Of weights and activations at the design's peak.
constexpr double kBitsPerByte = 8;

class PriceList {
 public:
  PriceList(const IsaacConstants& constants, const IsaacSettings& settings)
      : constants_(constants), settings_(settings) {}

  void AddIma(ArrayActivity activity) {
    const double reads = constants_.ReadsPerCycle();
    const double conversions = reads * static_cast<double>(constants_.array_columns);
    const double rows = reads * static_cast<double>(constants_.array_rows);
    const bool by_rows = activity == ArrayActivity::kActiveRows;
    AddConversions(conversions);
    Add(by_rows ? Isaac::kActiveRows : Isaac::kDacConversions, "dac", constants_.dac, rows, "rows");
    if (by_rows) {
      Add(Isaac::kActiveRows, "array", constants_.array, rows, "rows");
    } else {
      Add(Isaac::kArrayReads, "array", constants_.array, reads, "reads");
    }
    Add(Isaac::kAdcConversions, "sample_hold", constants_.sample_hold, conversions, "columns");
    Add(Isaac::kAdcIdleConversions, "sample_hold", constants_.sample_hold, conversions, "columns");
    Add(Isaac::kArrayReads, "shift_add", constants_.shift_add, reads, "reads");
    Add(Isaac::kArrayReads, "input_register", constants_.input_register, reads, "reads");
    Add(Isaac::kArrayReads, "output_register", constants_.output_register, reads, "reads");
  }

  void AddTileByEvent() {
    const IsaacConstants& c = constants_;
    const double ticks = c.tile_clock_ghz * c.cycle_ns;
    Add(Isaac::kEdramReadBits, "edram", c.edram, c.edram_bits_per_cycle, "bits");
    Add(Isaac::kEdramWriteBits, "edram", c.edram, c.edram_bits_per_cycle, "bits");
    Add(Isaac::kBusBits, "bus", c.bus, c.bus_bits_per_cycle, "bits");
    Add(Isaac::kRouterBits, "router", c.router,
        ticks * static_cast<double>(c.router_ports * c.router_flit_bits), "bits");
    Add(Isaac::kSigmoidOperations, "sigmoid", c.sigmoid,
        ticks * static_cast<double>(c.sigmoid_units), "results");
    Add(Isaac::kMaxPoolComparisons, "max_pool", c.max_pool,
        ticks * static_cast<double>(c.max_pool_units), "comparisons");
    Add(Isaac::kTileShiftAdds, "tile_shift_add", c.tile_shift_add,
        ticks * static_cast<double>(c.tile_shift_add_units), "additions");
    Add(Isaac::kTileRegisterBits, "tile_output_register", c.tile_output_register,
        ResultBitsPerTileCycle(), "result bits at peak");
    Add(Isaac::kHyperTransportBits, "hyper_transport", c.hyper_transport,
        c.hyper_transport_gb_per_s * kBitsPerByte * c.cycle_ns, "bits");
  }

  void AddTileByTime() {
    const IsaacConstants& c = constants_;
    Add(Isaac::kTileCycles, "edram", c.edram, 1, "tile");
    Add(Isaac::kTileCycles, "bus", c.bus, 1, "tile");
    Add(Isaac::kTileCycles, "router", c.router, static_cast<double>(c.tiles_per_router), "tiles");
    Add(Isaac::kTileCycles, "sigmoid", c.sigmoid, 1, "tile");
    Add(Isaac::kTileCycles, "max_pool", c.max_pool, 1, "tile");
    Add(Isaac::kTileCycles, "tile_shift_add", c.tile_shift_add, 1, "tile");
    Add(Isaac::kTileCycles, "tile_output_register", c.tile_output_register, 1, "tile");
    Add(Isaac::kChipCycles, "hyper_transport", c.hyper_transport, 1, "chip");
  }

  std::vector<EnergyPrice> Take() { return std::move(prices_); }

 private:
  // pJ = mW * ns.
  double PerEventPj(const IsaacComponent& component, double events_a_cycle) const {
    return component.power_mw * constants_.cycle_ns / events_a_cycle;
  }

  std::string Source(const IsaacComponent& component, double events_a_cycle,
                     std::string_view events) const {
    return fmt::format("{} mW * {} ns / {:.6g} {} a cycle: {}", component.power_mw,
                       constants_.cycle_ns, events_a_cycle, events, component.power_source);
  }

  void Add(Isaac::Event event, const char* name, const IsaacComponent& component,
           double events_a_cycle, std::string_view events) {
    prices_.push_back({event, name, PerEventPj(component, events_a_cycle),
                       Source(component, events_a_cycle, events)});
  }

  void AddConversions(double conversions_a_cycle) {
    const AdcConversion design = {PerEventPj(constants_.adc, conversions_a_cycle),
                                  Source(constants_.adc, conversions_a_cycle, "conversions")};
    const auto design_bits = static_cast<int>(constants_.adc_bits);
    const AdcConversion adc = AdcConversionAt(settings_.adc_bits.value_or(design_bits),
                                              settings_.adc_energy, design, design_bits);
    prices_.push_back({Isaac::kAdcConversions, "adc", adc.energy_pj, adc.source});
    prices_.push_back({Isaac::kAdcIdleConversions, "adc_idle", adc.energy_pj, adc.source});
    if (!settings_.prices_unit_column) return;
    prices_.push_back({Isaac::kUnitConversions, "adc_unit", adc.energy_pj, adc.source});
  }

  // Every array ends a position in kBits reads, with a result of kBits for each weight of a row.
  double ResultBitsPerTileCycle() const {
    const auto slices = static_cast<double>(CeilDivide(kBits, constants_.cell_bits));
    const double results_a_read =
        static_cast<double>(constants_.array_columns) / slices / static_cast<double>(kBits);
    return static_cast<double>(constants_.imas_per_tile) * constants_.ReadsPerCycle() *
           results_a_read * static_cast<double>(kBits);
  }

  const IsaacConstants& constants_;
  const IsaacSettings& settings_;
  std::vector<EnergyPrice> prices_;
};

}  // namespace

std::vector<EnergyPrice> IsaacPrices(const IsaacConstants& constants, const IsaacSettings& settings,
                                     ArrayActivity activity) {
  PriceList list(constants, settings);
  list.AddIma(activity);
  if (settings.level == PricedLevel::kChip && settings.fixed_power) list.AddTileByTime();
  if (settings.level == PricedLevel::kChip && !settings.fixed_power) list.AddTileByEvent();
  return list.Take();
}

}  // namespace aqua::accel

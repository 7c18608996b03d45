// What one conversion costs with an ADC of other bits than the design's. The peers disagree up to
// tenfold, and a crop saves conversions: so the model is a choice.
//   constant     the design's energy, whatever the bits
//   linear       x bits / design bits              (PUMA: power linear in bits, 0.25 mW a bit)
//   exponential  x 2^(bits - design bits)          (a capacitive DAC; Accelergy's class)
//   scaled       a list for 4 to 10 bits           (Accelergy, ISAAC's ADC by other bits)
//   measured     a list for 4 to 10 bits           (hwcomponents-adc, regression on real ADCs)
// The lists: adc_energy.json, a source a line; they hold whatever the design is.
#pragma once

#include <string>

namespace aqua::accel {

enum class AdcEnergyModel { kConstant, kLinear, kExponential, kScaled, kMeasured };

struct AdcConversion {
  double energy_pj = 0;
  std::string source;
};

// `design`: one conversion at `design_bits`. Throws Error where a list has no value for `bits`.
AdcConversion AdcConversionAt(int bits, AdcEnergyModel model, const AdcConversion& design,
                              int design_bits);

}  // namespace aqua::accel

// The ADC of CimLoop's ISAAC: a regression over a survey of ADCs, by bits, rate and node. Its
// coefficients and the settings they are used at are data: cimloop_adc.json.
//   merit  = min(intercept + slope * ln(rate), most at these bits)            dB (Schreier)
//   sndr   = 20 * bits * log10(2) + 10 * log10(1.5)                           dB
//   energy = 10^((sndr - merit) / 10) / 2 * e^(corrections for node, bits, unit) pJ a conversion
//   area   = e^(intercept + slopes of ln(node), ln(rate), ln(energy))         um2
// (Accelergy-Project/accelergy-adc-plug-in, model.py and adc_data/model.yaml, 6851cb8)
#pragma once

namespace aqua::validation {

struct CimLoopAdc {
  double conversion_energy_pj = 0;
  double area_um2 = 0;
  double count = 0;  // On its chip.
};

CimLoopAdc MakeCimLoopAdc();

}  // namespace aqua::validation

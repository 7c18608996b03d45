#include "aqua/validation/subjects/cimloop_adc.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "aqua/accel/constants.h"

namespace aqua::validation {

extern const std::string_view kCimloopAdcJson;

namespace {

using accel::ConstantRule;
using accel::Constants;

constexpr double kMost = 1000;  // Far beyond any coefficient.

constexpr std::array<ConstantRule, 15> kRules = {{
    {"merit_intercept_db", "dB", -kMost, kMost, false},
    {"merit_slope_db", "dB", -kMost, kMost, false},
    {"merit_most_db", "dB", -kMost, kMost, false},
    {"energy_intercept", "ln", -kMost, kMost, false},
    {"energy_slope_of_node", "ln", -kMost, kMost, false},
    {"energy_slope_of_bits", "ln", -kMost, kMost, false},
    {"energy_residual", "ln", -kMost, kMost, false},
    {"area_intercept", "ln", -kMost, kMost, false},
    {"area_slope_of_node", "ln", -kMost, kMost, false},
    {"area_slope_of_rate", "ln", -kMost, kMost, false},
    {"area_slope_of_energy", "ln", -kMost, kMost, false},
    {"bits", "bits", 1, 16, true},
    {"node_nm", "nm", 1, kMost, false},
    {"rate_gsps", "GS/s", 1e-3, kMost, false},
    {"adcs", "ADCs", 1, 1e6, true},
}};

double EnergyPj(const Constants& constants, double log_rate, double log_node) {
  const double bits = constants["bits"].value;
  const double merit_db =
      std::min(constants["merit_intercept_db"].value + constants["merit_slope_db"].value * log_rate,
               constants["merit_most_db"].value);
  const double sndr_db = 20 * bits * std::log10(2) + 10 * std::log10(1.5);
  const double correction =
      constants["energy_intercept"].value + constants["energy_slope_of_node"].value * log_node +
      constants["energy_slope_of_bits"].value * std::log(bits) + constants["energy_residual"].value;
  return std::pow(10, (sndr_db - merit_db) / 10) / 2 * std::exp(correction);
}

}  // namespace

CimLoopAdc MakeCimLoopAdc() {
  const Constants constants =
      Constants::Parse(kCimloopAdcJson, "cimloop_adc.json (built in)", kRules);
  const double log_rate = std::log(constants["rate_gsps"].value * 1e9);
  const double log_node = std::log(constants["node_nm"].value);
  CimLoopAdc adc;
  adc.conversion_energy_pj = EnergyPj(constants, log_rate, log_node);
  adc.area_um2 = std::exp(
      constants["area_intercept"].value + constants["area_slope_of_node"].value * log_node +
      constants["area_slope_of_rate"].value * log_rate +
      constants["area_slope_of_energy"].value * std::log(adc.conversion_energy_pj));
  adc.count = constants["adcs"].value;
  return adc;
}

}  // namespace aqua::validation

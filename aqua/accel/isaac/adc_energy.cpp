#include "aqua/accel/isaac/adc_energy.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <string_view>

#include "aqua/accel/constants.h"
#include "aqua/core/error.h"

namespace aqua::accel {

extern const std::string_view kAdcEnergyJson;

namespace {

constexpr int kLeastListed = 4;
constexpr int kMostListed = 10;
constexpr double kMostEnergyPj = 1e6;

constexpr std::array<ConstantRule, 14> kRules = {{
    {"scaled_4_bits_pj", "pJ", 0, kMostEnergyPj},
    {"scaled_5_bits_pj", "pJ", 0, kMostEnergyPj},
    {"scaled_6_bits_pj", "pJ", 0, kMostEnergyPj},
    {"scaled_7_bits_pj", "pJ", 0, kMostEnergyPj},
    {"scaled_8_bits_pj", "pJ", 0, kMostEnergyPj},
    {"scaled_9_bits_pj", "pJ", 0, kMostEnergyPj},
    {"scaled_10_bits_pj", "pJ", 0, kMostEnergyPj},
    {"measured_4_bits_pj", "pJ", 0, kMostEnergyPj},
    {"measured_5_bits_pj", "pJ", 0, kMostEnergyPj},
    {"measured_6_bits_pj", "pJ", 0, kMostEnergyPj},
    {"measured_7_bits_pj", "pJ", 0, kMostEnergyPj},
    {"measured_8_bits_pj", "pJ", 0, kMostEnergyPj},
    {"measured_9_bits_pj", "pJ", 0, kMostEnergyPj},
    {"measured_10_bits_pj", "pJ", 0, kMostEnergyPj},
}};

AdcConversion Listed(std::string_view list, int bits) {
  if (bits < kLeastListed || bits > kMostListed) {
    throw Error("isaac: adc_energy={} has no value for {} bits; give adc_bits from {} to {}", list,
                bits, kLeastListed, kMostListed);
  }
  const Constants constants =
      Constants::Parse(kAdcEnergyJson, "adc_energy.json (built in)", kRules);
  const Constant& entry = constants[fmt::format("{}_{}_bits_pj", list, bits)];
  return {entry.value, entry.source};
}

AdcConversion Times(double factor, const AdcConversion& design, const std::string& law) {
  return {factor * design.energy_pj, fmt::format("{}; {}", design.source, law)};
}

}  // namespace

AdcConversion AdcConversionAt(int bits, AdcEnergyModel model, const AdcConversion& design,
                              int design_bits) {
  switch (model) {
    case AdcEnergyModel::kLinear:
      return Times(static_cast<double>(bits) / design_bits, design,
                   fmt::format("x {} / {} bits: power linear in bits, as PUMA has it, VERIFIED S6",
                               bits, design_bits));
    case AdcEnergyModel::kExponential:
      return Times(std::exp2(bits - design_bits), design,
                   fmt::format("x 2^({} - {}): as a capacitive DAC, INFERENCE for the whole ADC",
                               bits, design_bits));
    case AdcEnergyModel::kScaled:
      return Listed("scaled", bits);
    case AdcEnergyModel::kMeasured:
      return Listed("measured", bits);
    case AdcEnergyModel::kConstant:
      break;
  }
  return design;
}

}  // namespace aqua::accel

#include "aqua/accel/isaac/isaac_settings.h"

#include <string_view>
#include <vector>

#include "aqua/accel/settings.h"
#include "aqua/core/error.h"

namespace aqua::accel {
namespace {

constexpr int64_t kMostAdcBits = 16;
constexpr int64_t kMostChips = 10000;

template <typename Value>
struct Named {
  std::string_view name;
  Value value;
};

template <typename Value, size_t kCount>
Value Choose(Settings& settings, const std::string& key, const Named<Value> (&choices)[kCount]) {
  std::vector<std::string_view> names;
  for (const Named<Value>& choice : choices) names.push_back(choice.name);
  return choices[settings.Choice(key, names)].value;
}

bool IsOn(Settings& settings, const std::string& key) {
  return Choose<bool>(settings, key, {{"off", false}, {"on", true}});
}

std::optional<int64_t> NumberIfGiven(Settings& settings, const std::string& key, int64_t most) {
  const int64_t number = settings.Number(key, 1, most, 0);
  return number == 0 ? std::nullopt : std::optional(number);
}

IsaacSettings Parse(Settings& from) {
  IsaacSettings parsed;
  parsed.design = Choose<IsaacDesign>(
      from, "design",
      {{"ce", IsaacDesign::kCe}, {"pe", IsaacDesign::kPe}, {"se", IsaacDesign::kSe}});
  parsed.column_rule = Choose<ColumnRule>(
      from, "column_rule", {{"straddle", ColumnRule::kStraddle}, {"whole", ColumnRule::kWhole}});
  parsed.packing = Choose<Packing>(from, "packing",
                                   {{"none", Packing::kNone}, {"diagonal", Packing::kDiagonal}});
  if (const auto bits = NumberIfGiven(from, "adc_bits", kMostAdcBits)) {
    parsed.adc_bits = static_cast<int>(*bits);
  }
  parsed.adc_energy = Choose<AdcEnergyModel>(from, "adc_energy",
                                             {{"constant", AdcEnergyModel::kConstant},
                                              {"linear", AdcEnergyModel::kLinear},
                                              {"exponential", AdcEnergyModel::kExponential},
                                              {"scaled", AdcEnergyModel::kScaled},
                                              {"measured", AdcEnergyModel::kMeasured}});
  parsed.prices_unit_column = IsOn(from, "unit_column");
  parsed.level = Choose<PricedLevel>(from, "level",
                                     {{"chip", PricedLevel::kChip}, {"ima", PricedLevel::kIma}});
  parsed.fixed_power = IsOn(from, "fixed_power");
  parsed.replication = Choose<Replication>(
      from, "replication", {{"none", Replication::kNone}, {"balanced", Replication::kBalanced}});
  parsed.chips = NumberIfGiven(from, "chips", kMostChips);
  return parsed;
}

}  // namespace

IsaacSettings ParseIsaacSettings(const std::map<std::string, std::string>& settings) {
  Settings from("isaac", settings);
  const IsaacSettings parsed = Parse(from);
  from.RefuseOthers();
  if (parsed.fixed_power && parsed.level == PricedLevel::kIma) {
    throw Error("isaac: fixed_power=on prices what level=ima leaves out; give level=chip");
  }
  return parsed;
}

}  // namespace aqua::accel

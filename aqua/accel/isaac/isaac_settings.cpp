#include "aqua/accel/isaac/isaac_settings.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <span>
#include <string_view>
#include <vector>

#include "aqua/core/error.h"

namespace aqua::accel {
namespace {

constexpr int64_t kMostAdcBits = 16;
constexpr int64_t kMostChips = 10000;

template <typename Value>
struct Choice {
  std::string_view name;
  Value value;
};

template <typename Value, size_t kCount>
Value Choose(std::string_view key, std::string_view text,
             const std::array<Choice<Value>, kCount>& choices) {
  std::vector<std::string_view> names;
  for (const Choice<Value>& choice : choices) {
    if (choice.name == text) return choice.value;
    names.push_back(choice.name);
  }
  throw Error("isaac: {} {:?}, expected one of: {}", key, text, fmt::join(names, ", "));
}

int64_t WholeNumber(std::string_view key, std::string_view text, int64_t most) {
  int64_t value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failure != std::errc() || end != text.data() + text.size() || value < 1 || value > most) {
    throw Error("isaac: {} {:?}, expected a whole number from 1 to {}", key, text, most);
  }
  return value;
}

constexpr std::array<Choice<bool>, 2> kSwitch = {{{"off", false}, {"on", true}}};

constexpr std::array<Choice<IsaacDesign>, 3> kDesigns = {
    {{"ce", IsaacDesign::kCe}, {"pe", IsaacDesign::kPe}, {"se", IsaacDesign::kSe}}};

constexpr std::array<Choice<ColumnRule>, 2> kColumnRules = {
    {{"straddle", ColumnRule::kStraddle}, {"whole", ColumnRule::kWhole}}};

constexpr std::array<Choice<Packing>, 2> kPackings = {
    {{"none", Packing::kNone}, {"diagonal", Packing::kDiagonal}}};

constexpr std::array<Choice<AdcEnergyModel>, 5> kAdcEnergies = {
    {{"constant", AdcEnergyModel::kConstant},
     {"linear", AdcEnergyModel::kLinear},
     {"exponential", AdcEnergyModel::kExponential},
     {"scaled", AdcEnergyModel::kScaled},
     {"measured", AdcEnergyModel::kMeasured}}};

constexpr std::array<Choice<PricedLevel>, 2> kLevels = {
    {{"chip", PricedLevel::kChip}, {"ima", PricedLevel::kIma}}};

constexpr std::array<Choice<Replication>, 2> kReplications = {
    {{"none", Replication::kNone}, {"balanced", Replication::kBalanced}}};

struct Setting {
  std::string_view key;
  void (*set)(IsaacSettings& settings, std::string_view key, std::string_view text);
};

constexpr std::array<Setting, 10> kSettings = {{
    {"design", [](IsaacSettings& s, std::string_view key,
                  std::string_view text) { s.design = Choose(key, text, kDesigns); }},
    {"column_rule", [](IsaacSettings& s, std::string_view key,
                       std::string_view text) { s.column_rule = Choose(key, text, kColumnRules); }},
    {"packing", [](IsaacSettings& s, std::string_view key,
                   std::string_view text) { s.packing = Choose(key, text, kPackings); }},
    {"adc_bits",
     [](IsaacSettings& s, std::string_view key, std::string_view text) {
       s.adc_bits = static_cast<int>(WholeNumber(key, text, kMostAdcBits));
     }},
    {"adc_energy", [](IsaacSettings& s, std::string_view key,
                      std::string_view text) { s.adc_energy = Choose(key, text, kAdcEnergies); }},
    {"unit_column",
     [](IsaacSettings& s, std::string_view key, std::string_view text) {
       s.prices_unit_column = Choose(key, text, kSwitch);
     }},
    {"level", [](IsaacSettings& s, std::string_view key,
                 std::string_view text) { s.level = Choose(key, text, kLevels); }},
    {"fixed_power", [](IsaacSettings& s, std::string_view key,
                       std::string_view text) { s.fixed_power = Choose(key, text, kSwitch); }},
    {"replication",
     [](IsaacSettings& s, std::string_view key, std::string_view text) {
       s.replication = Choose(key, text, kReplications);
     }},
    {"chips", [](IsaacSettings& s, std::string_view key,
                 std::string_view text) { s.chips = WholeNumber(key, text, kMostChips); }},
}};

const Setting& Find(std::string_view key) {
  std::vector<std::string_view> known;
  for (const Setting& setting : kSettings) {
    if (setting.key == key) return setting;
    known.push_back(setting.key);
  }
  throw Error("isaac: unknown setting {:?}, expected one of: {}", key, fmt::join(known, ", "));
}

}  // namespace

IsaacSettings ParseIsaacSettings(const std::map<std::string, std::string>& settings) {
  IsaacSettings parsed;
  for (const auto& [key, text] : settings) Find(key).set(parsed, key, text);
  if (parsed.fixed_power && parsed.level == PricedLevel::kIma) {
    throw Error("isaac: fixed_power=on prices what level=ima leaves out; give level=chip");
  }
  return parsed;
}

}  // namespace aqua::accel

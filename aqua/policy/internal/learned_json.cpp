#include "aqua/policy/internal/learned_json.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "aqua/core/error.h"
#include "aqua/core/quoted.h"

namespace aqua::policy {
namespace {

using nlohmann::json;

constexpr double kLargest = 1e30;

std::string Shown(const json& value) {
  if (value.is_string()) return Quoted(value.get_ref<const std::string&>());
  return value.is_primitive() ? value.dump() : fmt::format("an {}", value.type_name());
}

double Checked(const json& value, std::string_view key, double least, double most) {
  const double found = value.is_number() ? value.get<double>() : std::nan("");
  if (!(found >= least && found <= most)) {
    throw Error("\"{}\" holds {}, expected a number from {} to {}", key, Shown(value), least, most);
  }
  return found;
}

int64_t CheckedWhole(const json& value, std::string_view key, int64_t least, int64_t most) {
  const bool fits = value.is_number_integer() &&
                    !(value.is_number_unsigned() &&
                      value.get<uint64_t>() > static_cast<uint64_t>(std::max<int64_t>(most, 0)));
  const int64_t found = fits ? value.get<int64_t>() : 0;
  if (!fits || found < least || found > most) {
    throw Error("\"{}\" holds {}, expected a whole number from {} to {}", key, Shown(value), least,
                most);
  }
  return found;
}

uint64_t CheckedHash(const json& value, std::string_view key) {
  uint64_t hash = 0;
  if (value.is_string()) {
    const auto& text = value.get_ref<const std::string&>();
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, hash, 16);
    if (text.size() == 16 && read.ec == std::errc() && read.ptr == end) return hash;
  }
  throw Error("\"{}\" holds {}, expected 16 hexadecimal digits", key, Shown(value));
}

}  // namespace

Learned::Learned(const json& object, std::initializer_list<std::string_view> keys)
    : object_(object) {
  if (!object_.is_object()) throw Error("found {}, expected an object", Shown(object_));
  for (const auto& item : object_.items()) {
    if (std::find(keys.begin(), keys.end(), item.key()) != keys.end()) continue;
    throw Error("unknown key {}, expected {}", Quoted(item.key()), fmt::join(keys, ", "));
  }
}

const json& Learned::At(std::string_view key) const {
  const auto found = object_.find(key);
  if (found == object_.end()) throw Error("no \"{}\"", key);
  return *found;
}

const json& Learned::List(std::string_view key) const {
  const json& list = At(key);
  if (!list.is_array()) throw Error("\"{}\" is {}, expected a list", key, Shown(list));
  return list;
}

std::string Learned::Text(std::string_view key) const {
  const json& value = At(key);
  if (!value.is_string()) throw Error("\"{}\" is {}, expected text", key, Shown(value));
  return value.get<std::string>();
}

bool Learned::Flag(std::string_view key) const {
  const json& value = At(key);
  if (!value.is_boolean()) throw Error("\"{}\" is {}, expected true or false", key, Shown(value));
  return value.get<bool>();
}

double Learned::Number(std::string_view key, double least, double most) const {
  return Checked(At(key), key, least, most);
}

std::vector<double> Learned::Numbers(std::string_view key, double least, double most) const {
  std::vector<double> numbers;
  for (const json& value : List(key)) numbers.push_back(Checked(value, key, least, most));
  return numbers;
}

std::vector<double> Learned::Thresholds(std::string_view key) const {
  std::vector<double> thresholds = Numbers(key, 0, 1);
  for (size_t i = 1; i < thresholds.size(); ++i) {
    if (thresholds[i] < thresholds[i - 1]) continue;
    throw Error("\"{}\" holds {} behind {}, expected descending numbers", key, thresholds[i],
                thresholds[i - 1]);
  }
  return thresholds;
}

int64_t Learned::Whole(std::string_view key, int64_t least, int64_t most) const {
  return CheckedWhole(At(key), key, least, most);
}

std::vector<int64_t> Learned::Wholes(std::string_view key, int64_t least, int64_t most) const {
  std::vector<int64_t> numbers;
  for (const json& value : List(key)) numbers.push_back(CheckedWhole(value, key, least, most));
  return numbers;
}

std::vector<uint64_t> Learned::Hashes(std::string_view key) const {
  std::vector<uint64_t> hashes;
  for (const json& value : List(key)) hashes.push_back(CheckedHash(value, key));
  return hashes;
}

size_t Learned::Option(std::string_view key, const Menu& menu) const {
  return static_cast<size_t>(Whole(key, 0, static_cast<int64_t>(menu.options.size()) - 1));
}

std::vector<size_t> Learned::Options(std::string_view key, const Menu& menu) const {
  const std::vector<int64_t> numbers =
      Wholes(key, 0, static_cast<int64_t>(menu.options.size()) - 1);
  return {numbers.begin(), numbers.end()};
}

int Learned::Rung(std::string_view key, int rungs) const {
  return static_cast<int>(Whole(key, -1, rungs - 1));
}

Logistic Learned::Model(std::string_view key) const {
  const Learned object(At(key), {"mean", "deviation", "weights", "bias"});
  Logistic model{
      object.Numbers("mean", -kLargest, kLargest), object.Numbers("deviation", 1e-30, kLargest),
      object.Numbers("weights", -kLargest, kLargest), object.Number("bias", -kLargest, kLargest)};
  if (model.mean.size() != model.weights.size() || model.deviation.size() != model.weights.size()) {
    throw Error("\"{}\" has {} means, {} deviations and {} weights, expected one of each a feature",
                key, model.mean.size(), model.deviation.size(), model.weights.size());
  }
  return model;
}

json ToJson(const Logistic& model) {
  return {{"mean", model.mean},
          {"deviation", model.deviation},
          {"weights", model.weights},
          {"bias", model.bias}};
}

std::vector<std::string> ToHexadecimal(const std::vector<uint64_t>& hashes) {
  std::vector<std::string> texts;
  texts.reserve(hashes.size());
  for (const uint64_t hash : hashes) texts.push_back(fmt::format("{:016x}", hash));
  return texts;
}

}  // namespace aqua::policy

#include "aqua/accel/constants.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>

#include "aqua/core/error.h"
#include "aqua/core/quoted.h"
#include "aqua/core/whole_file.h"

namespace aqua::accel {
namespace {

using nlohmann::json;

constexpr uintmax_t kMaxFileBytes = 1 << 18;
constexpr std::string_view kForm =
    R"({"name": TEXT, "value": NUMBER, "unit": TEXT, "source": TEXT})";

// One element of the list, and what every complaint about it starts with.
class Entry {
 public:
  Entry(const json& object, std::string_view file, size_t index)
      : object_(object), place_(fmt::format("{}: entry {}", file, index + 1)) {
    if (!object_.is_object()) Fail("expected {}", kForm);
    for (const auto& item : object_.items()) {
      const std::string& key = item.key();
      if (key == "name" || key == "value" || key == "unit" || key == "source") continue;
      Fail("unknown key {}, expected {}", Quoted(key), kForm);
    }
    place_ += fmt::format(" ({})", Quoted(Text("name")));
  }

  template <typename... Args>
  [[noreturn]] void Fail(fmt::format_string<Args...> text, Args&&... args) const {
    throw Error("{}: {}", place_, fmt::format(text, std::forward<Args>(args)...));
  }

  std::string Text(const std::string& key) const {
    const auto found = object_.find(key);
    if (found == object_.end()) Fail("no \"{}\", expected {}", key, kForm);
    if (!found->is_string() || found->get_ref<const std::string&>().empty()) {
      Fail("\"{}\" holds no text, expected {}", key, kForm);
    }
    return found->get<std::string>();
  }

  double Number() const {
    const auto found = object_.find("value");
    if (found == object_.end()) Fail("no \"value\", expected {}", kForm);
    if (!found->is_number()) Fail("the value is no number");
    return found->get<double>();
  }

 private:
  const json& object_;
  std::string place_;
};

// Follows the parser through the list, to know where it stands and to see what a parsed list no
// longer shows: a key that is there twice.
class ListParser {
 public:
  explicit ListParser(std::string_view file) : file_(file) {}

  json Parse(std::string_view text) {
    json list;
    try {
      list = json::parse(text, [this](int depth, json::parse_event_t event, const json& parsed) {
        Follow(depth, event, parsed);
        return true;
      });
    } catch (const json::parse_error& error) {
      Fail(fmt::format("not valid JSON at byte {}", error.byte));
    } catch (const json::out_of_range&) {
      Fail("a number is too large");
    }
    if (!list.is_array()) Fail("not a list");
    return list;
  }

 private:
  void Follow(int depth, json::parse_event_t event, const json& parsed) {
    if (depth == kEntryDepth && event == json::parse_event_t::object_start) {
      ++entry_count_;
      keys_.clear();
    }
    if (depth != kEntryDepth + 1 || event != json::parse_event_t::key) return;
    const auto& key = parsed.get_ref<const std::string&>();
    if (!keys_.insert(key).second) Fail(fmt::format("{} is there twice", Quoted(key)));
  }

  [[noreturn]] void Fail(const std::string& what) const {
    const std::string entry = entry_count_ == 0 ? "" : fmt::format("entry {}: ", entry_count_);
    throw Error("{}: {}{}; expected a JSON list of {}", file_, entry, what, kForm);
  }

  static constexpr int kEntryDepth = 1;

  std::string_view file_;
  size_t entry_count_ = 0;      // Begun so far.
  std::set<std::string> keys_;  // Of the last of them.
};

std::string NamesOf(std::span<const ConstantRule> rules) {
  std::string names;
  for (const ConstantRule& rule : rules) {
    names += names.empty() ? "" : ", ";
    names += rule.name;
  }
  return names;
}

double CheckedValue(const Entry& entry, const ConstantRule& rule) {
  const double value = entry.Number();
  // Written so that NaN fails.
  if (!(value >= rule.least && value <= rule.most)) {
    entry.Fail("{} is out of range, expected {} to {} {}", value, rule.least, rule.most, rule.unit);
  }
  if (rule.whole && value != std::floor(value)) {
    entry.Fail("{} is no whole number of {}", value, rule.unit);
  }
  return value;
}

Constant ReadEntry(const Entry& entry, std::span<const ConstantRule> rules) {
  const std::string name = entry.Text("name");
  const auto rule = std::find_if(rules.begin(), rules.end(),
                                 [&](const ConstantRule& known) { return known.name == name; });
  if (rule == rules.end()) {
    entry.Fail("no constant of this model; expected one of: {}", NamesOf(rules));
  }
  const std::string unit = entry.Text("unit");
  if (unit != rule->unit) {
    entry.Fail("the unit is {}, expected \"{}\"", Quoted(unit), rule->unit);
  }
  return {name, CheckedValue(entry, *rule), unit, entry.Text("source")};
}

const Constant* Find(const std::vector<Constant>& constants, std::string_view name) {
  for (const Constant& constant : constants) {
    if (constant.name == name) return &constant;
  }
  return nullptr;
}

}  // namespace

Constants Constants::Parse(std::string_view text, std::string_view file,
                           std::span<const ConstantRule> rules) {
  const json list = ListParser(file).Parse(text);
  Constants constants;
  for (size_t index = 0; index < list.size(); ++index) {
    const Entry entry(list[index], file, index);
    Constant constant = ReadEntry(entry, rules);
    if (Find(constants.constants_, constant.name) != nullptr) entry.Fail("is there twice");
    constants.constants_.push_back(std::move(constant));
  }
  for (const ConstantRule& rule : rules) {
    if (Find(constants.constants_, rule.name) != nullptr) continue;
    throw Error("{}: no entry \"{}\"; add it, in {}", file, rule.name, rule.unit);
  }
  return constants;
}

Constants Constants::Read(const std::filesystem::path& path, std::span<const ConstantRule> rules) {
  return Parse(ReadWholeFile(path, kMaxFileBytes, "a JSON list of constants"), path.string(),
               rules);
}

const Constant& Constants::operator[](std::string_view name) const {
  const Constant* constant = Find(constants_, name);
  AQUA_CHECK(constant != nullptr);
  return *constant;
}

}  // namespace aqua::accel

#include "aqua/quant/internal/profile_json.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <set>

#include "aqua/core/quoted.h"

namespace aqua::quant {
namespace {

using nlohmann::json;

// Follows the parser through the text.
class Follower {
 public:
  explicit Follower(std::string_view file) : file_(file) {}

  void Follow(int depth, json::parse_event_t event, const json& parsed) {
    using Event = json::parse_event_t;
    if (event == Event::object_start || event == Event::array_start) Open(depth, event);
    if (event == Event::key) Key(depth, parsed.get_ref<const std::string&>());
  }

  // `what` goes into a line that names the entry being read.
  [[noreturn]] void Fail(const std::string& what) const {
    const std::string entry =
        entry_count_ == 0 ? "" : fmt::format("layer entry {}: ", entry_count_);
    throw Error("{}: {}{}; expected a profile in JSON with \"format\": \"{}\"", file_, entry, what,
                kProfileFormat);
  }

 private:
  void Open(int depth, json::parse_event_t event) {
    if (depth >= kDepths) Fail("lists or objects inside each other deeper than any profile has");
    if (event != json::parse_event_t::object_start) return;
    keys_[static_cast<size_t>(depth)].clear();
    if (depth == kEntryDepth) ++entry_count_;
  }

  // A key's depth is one more than its object's.
  void Key(int depth, const std::string& key) {
    if (keys_[static_cast<size_t>(depth - 1)].insert(key).second) return;
    Fail(fmt::format("the key {} is there twice", Quoted(key)));
  }

  static constexpr int kDepths = 6;      // Profile, layers, entry, borders, border, offsets.
  static constexpr int kEntryDepth = 2;  // Of an entry's own braces.

  std::string_view file_;
  size_t entry_count_ = 0;  // Begun so far.
  std::array<std::set<std::string>, kDepths> keys_;
};

std::string Shown(const json& value) {
  if (value.is_string()) return Quoted(value.get_ref<const std::string&>());
  return value.is_primitive() ? value.dump() : fmt::format("an {}", value.type_name());
}

bool IsWithin(const json& value, int least, int most) {
  if (!value.is_number_integer()) return false;
  if (value.is_number_unsigned()) {
    const auto found = value.get<uint64_t>();
    return most >= 0 && found <= static_cast<uint64_t>(most) &&
           static_cast<int64_t>(found) >= least;
  }
  const auto found = value.get<int64_t>();
  return found >= least && found <= most;
}

}  // namespace

json ParseProfileJson(std::string_view text, std::string_view file) {
  Follower follower(file);
  try {
    return json::parse(text, [&](int depth, json::parse_event_t event, const json& parsed) {
      follower.Follow(depth, event, parsed);
      return true;
    });
  } catch (const json::parse_error& error) {
    follower.Fail(fmt::format("not valid JSON at byte {}", error.byte));
  } catch (const json::out_of_range&) {
    follower.Fail("a number is too large");
  }
}

JsonObject::JsonObject(const json& object, std::string place, std::string_view form,
                       std::initializer_list<std::string_view> keys)
    : object_(object), place_(std::move(place)), form_(form) {
  if (!object_.is_object()) Fail("found {}, expected {}", Shown(object_), form_);
  for (const auto& item : object_.items()) {
    if (std::find(keys.begin(), keys.end(), item.key()) != keys.end()) continue;
    Fail("unknown key {}, expected {}", Quoted(item.key()), form_);
  }
}

void JsonObject::Name(std::string_view name) { place_ += fmt::format(" ({})", Quoted(name)); }

std::string JsonObject::Text(std::string_view key) const {
  const json& value = At(key);
  if (!value.is_string()) Fail("\"{}\" is {}, expected text", key, Shown(value));
  return value.get<std::string>();
}

bool JsonObject::Flag(std::string_view key) const {
  const json& value = At(key);
  if (!value.is_boolean()) Fail("\"{}\" is {}, expected true or false", key, Shown(value));
  return value.get<bool>();
}

int JsonObject::Checked(const json& value, std::string_view key, int least, int most) const {
  if (!IsWithin(value, least, most)) {
    Fail("\"{}\" holds {}, expected a whole number from {} to {}", key, Shown(value), least, most);
  }
  return value.get<int>();
}

int JsonObject::Whole(std::string_view key, int least, int most) const {
  return Checked(At(key), key, least, most);
}

const json& JsonObject::List(std::string_view key) const {
  const json& list = At(key);
  if (!list.is_array()) Fail("\"{}\" is {}, expected a list", key, Shown(list));
  return list;
}

std::vector<float> JsonObject::Floats(std::string_view key) const {
  std::vector<float> values;
  for (const json& value : List(key)) {
    const float found =
        value.is_number() ? value.get<float>() : std::numeric_limits<float>::infinity();
    if (!std::isfinite(found)) {
      Fail("\"{}\" holds {}, expected numbers that a float32 holds", key, Shown(value));
    }
    values.push_back(found);
  }
  return values;
}

bool JsonObject::Has(std::string_view key) const { return object_.contains(key); }

JsonObject JsonObject::Inner(const json& object, std::string_view what, std::string_view form,
                             std::initializer_list<std::string_view> keys) const {
  return {object, fmt::format("{}: {}", place_, what), form, keys};
}

const json& JsonObject::At(std::string_view key) const {
  const auto found = object_.find(key);
  if (found == object_.end()) Fail("no \"{}\", expected {}", key, form_);
  return *found;
}

std::vector<int> JsonObject::Wholes(std::string_view key, int least, int most) const {
  const json& list = List(key);
  if (list.empty()) Fail("\"{}\" is empty, expected one or more", key);
  std::vector<int> values;
  values.reserve(list.size());
  for (const json& value : list) values.push_back(Checked(value, key, least, most));
  return values;
}

}  // namespace aqua::quant

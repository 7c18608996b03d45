#include "aqua/accel/settings.h"

#include <algorithm>
#include <charconv>

#include "aqua/core/error.h"

namespace aqua::accel {

const std::string* Settings::Find(const std::string& key) {
  known_.push_back(key);
  const auto found = given_.find(key);
  return found == given_.end() ? nullptr : &found->second;
}

size_t Settings::Choice(const std::string& key, std::span<const std::string_view> values) {
  const std::string* given = Find(key);
  if (given == nullptr) return 0;
  const auto found = std::find(values.begin(), values.end(), *given);
  if (found == values.end()) {
    throw Error("{}: {} {:?}, expected one of: {}", design_, key, *given, fmt::join(values, ", "));
  }
  return static_cast<size_t>(found - values.begin());
}

int64_t Settings::Number(const std::string& key, int64_t least, int64_t most,
                         int64_t unless_given) {
  const std::string* given = Find(key);
  if (given == nullptr) return unless_given;
  int64_t number = 0;
  const char* end = given->data() + given->size();
  const auto [stop, failure] = std::from_chars(given->data(), end, number);
  if (failure != std::errc() || stop != end || number < least || number > most) {
    throw Error("{}: {} {:?}, expected a whole number from {} to {}", design_, key, *given, least,
                most);
  }
  return number;
}

void Settings::RefuseOthers() const {
  for (const auto& [key, value] : given_) {
    if (std::find(known_.begin(), known_.end(), key) != known_.end()) continue;
    throw Error("{}: unknown setting {:?}, expected one of: {}", design_, key,
                fmt::join(known_, ", "));
  }
}

}  // namespace aqua::accel

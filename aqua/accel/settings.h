// A user's settings, read by name; what is unknown is refused with the list of what is known.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace aqua::accel {

class Settings {
 public:
  // `design` begins every message.
  Settings(std::string_view design, const std::map<std::string, std::string>& given)
      : design_(design), given_(given) {}

  // Index of the value that was given; of the first where none was. Throws Error for another value.
  size_t Choice(const std::string& key, std::span<const std::string_view> values);
  size_t Choice(const std::string& key, std::initializer_list<std::string_view> values) {
    return Choice(key, std::span(values.begin(), values.size()));
  }
  // A whole number from `least` to `most`. Throws Error for anything else.
  int64_t Number(const std::string& key, int64_t least, int64_t most, int64_t unless_given);
  // To be called last. Throws Error for a key that nobody asked for.
  void RefuseOthers() const;

 private:
  const std::string* Find(const std::string& key);

  std::string design_;
  std::map<std::string, std::string> given_;
  std::vector<std::string> known_;
};

}  // namespace aqua::accel

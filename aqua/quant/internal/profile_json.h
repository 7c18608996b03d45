// The JSON of a profile, held to its form while it is parsed: what a parsed value no longer shows
// (keys that are there twice) and what it must never become (a tower of lists) is refused there.
#pragma once

#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "aqua/core/error.h"

namespace aqua::quant {

inline constexpr std::string_view kProfileFormat = "aqua-profile-1";

// Throws Error naming `file`: not JSON, nested deeper than a profile, a key twice in an object.
nlohmann::json ParseProfileJson(std::string_view text, std::string_view file);

// One object with known keys, and what every complaint about it starts with. Every reader throws
// Error for a key that is not there or holds something else.
class JsonObject {
 public:
  // Throws Error for what is no object, and for unknown keys. `form` shows what one looks like.
  JsonObject(const nlohmann::json& object, std::string place, std::string_view form,
             std::initializer_list<std::string_view> keys);

  template <typename... Args>
  [[noreturn]] void Fail(fmt::format_string<Args...> text, Args&&... args) const {
    throw Error("{}: {}", place_, fmt::format(text, std::forward<Args>(args)...));
  }

  std::string Text(std::string_view key) const;
  bool Flag(std::string_view key) const;
  int Whole(std::string_view key, int least, int most) const;
  std::vector<int> Wholes(std::string_view key, int least, int most) const;  // One or more.
  std::vector<float> Floats(std::string_view key) const;                     // Finite.
  const nlohmann::json& List(std::string_view key) const;
  const nlohmann::json& At(std::string_view key) const;
  bool Has(std::string_view key) const;
  // An object inside of this one; `what` follows the place in complaints.
  JsonObject Inner(const nlohmann::json& object, std::string_view what, std::string_view form,
                   std::initializer_list<std::string_view> keys) const;

  // Adds to what complaints start with.
  void Name(std::string_view name);

 private:
  int Checked(const nlohmann::json& value, std::string_view key, int least, int most) const;

  const nlohmann::json& object_;
  std::string place_;
  std::string_view form_;
};

}  // namespace aqua::quant

// Two kinds of failure, told apart where they happen.
// - Error: the input is at fault, a file, a flag, a shape. The text says what was given, what was
//   expected and what would do; it is caught once, in cli.
// - AQUA_CHECK: the program is at fault. Prints the values and the place, ends as InternalError.
#pragma once

#include <fmt/format.h>

#include <stdexcept>
#include <string>
#include <utility>

namespace aqua {

class Error : public std::runtime_error {
 public:
  explicit Error(const std::string& message) : std::runtime_error(message) {}

  template <typename... Args>
  explicit Error(fmt::format_string<Args...> text, Args&&... args)
      : std::runtime_error(fmt::format(text, std::forward<Args>(args)...)) {}
};

class InternalError : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

[[noreturn]] void FailCheck(const char* file, int line, const char* condition,
                            const std::string& values);

#define AQUA_CHECK(condition) \
  if (!(condition)) ::aqua::FailCheck(__FILE__, __LINE__, #condition, "")

#define AQUA_CHECK_EQ(a, b) \
  if (!((a) == (b)))        \
  ::aqua::FailCheck(__FILE__, __LINE__, #a " == " #b, fmt::format("{} against {}", (a), (b)))

}  // namespace aqua

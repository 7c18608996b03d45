// The way out of a C library that reports errors by never returning from a call-back.
#pragma once

#include <array>
#include <csetjmp>
#include <cstdio>

namespace aqua::image::internal {

struct Escape {
  std::jmp_buf landing;
  std::array<char, 256> message{};

  // Leaves the step that Attempt is running.
  [[noreturn]] void Leave(const char* why) {
    std::snprintf(message.data(), message.size(), "%s", why);
    std::longjmp(landing, 1);
  }
};

// Runs `step`; false when it left through `escape`. A jump skips destructors, so a step, and
// whatever it calls before the jump, must hold nothing that has one.
template <typename Step>
bool Attempt(Escape& escape, const Step& step) {
  if (setjmp(escape.landing) != 0) return false;
  step();
  return true;
}

}  // namespace aqua::image::internal

// FNV-1a, 64 bits, over texts: names their content, no more.
#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace aqua {

class Fnv1a {
 public:
  // Where a text ends counts too.
  void Add(std::string_view text) {
    for (const char c : text) AddByte(static_cast<uint8_t>(c));
    AddByte(0xff);
  }
  std::string Digest() const { return fmt::format("{:016x}", hash_); }

 private:
  void AddByte(uint8_t byte) { hash_ = (hash_ ^ byte) * 0x100000001b3U; }

  uint64_t hash_ = 0xcbf29ce484222325U;
};

}  // namespace aqua

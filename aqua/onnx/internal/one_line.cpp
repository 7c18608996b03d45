#include "aqua/onnx/internal/one_line.h"

#include <fmt/format.h>

#include <algorithm>

namespace aqua::onnx {
namespace {

struct ByteRange {
  unsigned char first = 0;
  unsigned char last = 0;
  bool Contains(char c) const {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= first && byte <= last;
  }
};

// The Unicode standard's table of well-formed UTF-8, for characters of two bytes and more: after
// `lead` comes one byte of `second`, and then bytes of 80 to BF up to `size`.
struct Form {
  ByteRange lead;
  ByteRange second;
  size_t size = 0;
};

constexpr ByteRange kNext = {0x80, 0xBF};
constexpr Form kForms[] = {
    {{0xC2, 0xDF}, kNext, 2}, {{0xE0, 0xE0}, {0xA0, 0xBF}, 3},
    {{0xE1, 0xEC}, kNext, 3}, {{0xED, 0xED}, {0x80, 0x9F}, 3},
    {{0xEE, 0xEF}, kNext, 3}, {{0xF0, 0xF0}, {0x90, 0xBF}, 4},
    {{0xF1, 0xF3}, kNext, 4}, {{0xF4, 0xF4}, {0x80, 0x8F}, 4},
};
constexpr ByteRange kPlain = {0x20, 0x7E};

// Bytes of the character that `text`, not empty, begins with; 0 when it is none that is printed.
size_t CharacterSize(std::string_view text) {
  if (kPlain.Contains(text[0])) return 1;
  for (const Form& form : kForms) {
    if (!form.lead.Contains(text[0]) || text.size() < form.size) continue;
    const std::string_view rest = text.substr(2, form.size - 2);
    const bool fits =
        form.second.Contains(text[1]) &&
        std::all_of(rest.begin(), rest.end(), [](char c) { return kNext.Contains(c); });
    return fits ? form.size : 0;
  }
  return 0;
}

}  // namespace

std::string OneLine(std::string_view text) {
  std::string line;
  while (!text.empty()) {
    const size_t size = CharacterSize(text);
    if (size > 0) {
      line += text.substr(0, size);
    } else {
      line += fmt::format("\\x{:02X}", static_cast<unsigned char>(text[0]));
    }
    text.remove_prefix(std::max<size_t>(size, 1));
  }
  return line;
}

}  // namespace aqua::onnx

// Names from a file end up in messages, which are one line.
#pragma once

#include <fmt/format.h>

#include <string>

namespace aqua::onnx {

// `text` with control characters written as "\x0A".
inline std::string OneLine(const std::string& text) {
  std::string line;
  for (const char c : text) {
    const auto code = static_cast<unsigned char>(c);
    if (code < ' ') {
      line += fmt::format("\\x{:02X}", code);
    } else {
      line += c;
    }
  }
  return line;
}

}  // namespace aqua::onnx

// Names from a file end up in messages, which are one line, and in JSON, which is UTF-8.
#pragma once

#include <string>
#include <string_view>

namespace aqua::onnx {

// `text` with control characters and bytes that are no UTF-8 written as "\x0A".
std::string OneLine(std::string_view text);

}  // namespace aqua::onnx

// Text of a file as a message may show it: one line, short, plain ASCII.
#pragma once

#include <string>
#include <string_view>

namespace aqua::quant {

// In quotes, escaped as in JSON, cut after a line's worth.
std::string Quoted(std::string_view text);

}  // namespace aqua::quant

// Text of a file, in an error: short, on one line, safe to print.
#pragma once

#include <string>
#include <string_view>

namespace aqua {

// At most 80 bytes in double quotes; control characters, and bytes that are no ASCII, escaped as in
// JSON.
std::string Quoted(std::string_view text);

}  // namespace aqua

// A whole file as bytes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace aqua::image::internal {

// Throws Error naming the file when it is missing, no plain file, unreadable or over `max_bytes`.
// `expected` ends the message: "a JPEG or PNG image".
std::string ReadFile(const std::filesystem::path& path, int64_t max_bytes,
                     std::string_view expected);

}  // namespace aqua::image::internal

// A file that is there whole or not at all: written beside its place, flushed, then renamed.
#pragma once

#include <filesystem>
#include <string_view>

namespace aqua::quant {

// Throws Error naming `path` and the reason; what was at `path` then still is.
void WriteWhole(std::string_view text, const std::filesystem::path& path);

}  // namespace aqua::quant

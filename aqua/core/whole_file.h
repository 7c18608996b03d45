// Files that are there whole or not at all, whatever ends the program.
#pragma once

#include <filesystem>
#include <initializer_list>
#include <string_view>

namespace aqua {

// Writes the parts, one after the other, to a new file beside `path`, which then takes its place.
// On failure the old file stays. Throws Error naming the file.
void WriteWholeFile(const std::filesystem::path& path,
                    std::initializer_list<std::string_view> parts);

// Throws Error, naming `file`, when its folder is not there: told before long work, not after.
void CheckFolderOf(const std::filesystem::path& file);

}  // namespace aqua

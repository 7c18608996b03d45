// Files that are written whole or not at all, whatever ends the program, and read whole.
#pragma once

#include <filesystem>
#include <initializer_list>
#include <string>
#include <string_view>

namespace aqua {

// Writes the parts, one after the other, to a new file beside `path`, which then takes its place.
// On failure the old file stays. Throws Error naming the file.
void WriteWholeFile(const std::filesystem::path& path,
                    std::initializer_list<std::string_view> parts);

// All bytes of a plain file. Throws Error naming the file, which was expected to hold `expected`
// ("a precision profile"): missing or no plain file, over `most_bytes`, or unreadable.
std::string ReadWholeFile(const std::filesystem::path& path, uintmax_t most_bytes,
                          std::string_view expected);

// Throws Error, naming `file`, when its folder is not there: told before long work, not after.
void CheckFolderOf(const std::filesystem::path& file);

}  // namespace aqua

// Names of classes, and the right classes of images.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace aqua::image {

// One name a line, the first for class 0. Throws Error naming file and line for an empty line
// before the last name, and for control characters.
std::vector<std::string> ReadClassNames(const std::filesystem::path& path);

struct LabeledFile {
  std::string file;
  std::vector<int> labels;  // Right classes in the order given; none: unlabelled.

  bool operator==(const LabeledFile&) const = default;
};

// The largest class number a label may have.
inline constexpr int kMaxLabel = 1'000'000;

// A CSV file (RFC 4180) with the header "file,label". A label is empty, a class number, or several
// as "3|17". Throws Error naming file and line for anything else, and for a file named twice.
std::vector<LabeledFile> ReadLabels(const std::filesystem::path& path);

}  // namespace aqua::image

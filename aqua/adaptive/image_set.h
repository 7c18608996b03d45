// The images of a split: which images of a folder a fit, a certificate or a test may look at.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "aqua/policy/split.h"
#include "aqua/study/image_list.h"

namespace aqua::adaptive {

std::string_view SplitName(policy::Split split);  // "tune", "calibrate", "test".

struct HashedImage {
  study::ListedImage listed;
  uint64_t hash = 0;  // Of the file's content.
};

struct ImageSetSpec {
  std::filesystem::path folder;  // Searched with its subfolders.
  // CSV "file,label". With it only labelled images count.
  std::optional<std::filesystem::path> labels;
  std::optional<policy::Split> split;  // Nothing: all images.
  uint64_t split_seed = 1;
  int64_t most = 0;  // Of the split, spread over the folder; 0: all.
};

// In the order of their names; of copies of an image only the first, for a copy says nothing new.
// Throws Error for a folder or labels at fault, a file that cannot be read, and a split that is
// empty.
std::vector<HashedImage> ListImageSet(const ImageSetSpec& spec, int64_t class_count);

// The hashes, ascending.
std::vector<uint64_t> HashesOf(const std::vector<HashedImage>& images);

}  // namespace aqua::adaptive

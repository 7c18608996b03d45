// A folder becomes a list of images.
#pragma once

#include <filesystem>
#include <vector>

namespace aqua::image {

// The images under `folder` and its subfolders: plain files ending in .jpg, .jpeg or .png, in
// capitals or not. Paths are relative to `folder`, with '/', sorted by bytes. Linked subfolders are
// not entered: they may lead round in a circle. Throws Error naming the folder that is missing, no
// folder or unreadable.
std::vector<std::filesystem::path> ListImages(const std::filesystem::path& folder);

}  // namespace aqua::image

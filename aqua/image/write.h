// Pictures out: what was kept of a photo, drawn and saved.
#pragma once

#include <filesystem>

#include "aqua/core/window.h"
#include "aqua/image/image.h"

namespace aqua::image {

// Writes an 8-bit RGB PNG under another name in the same folder and renames it, so that `path` is
// the old file or the whole new one. Throws Error naming the file when that fails (no such folder,
// no permission, disk full) and leaves nothing behind.
void WritePng(const Image& image, const std::filesystem::path& path);

// The image with everything outside `kept` darkened and a line along the inside of its edge.
// `kept` must lie within the image.
Image DrawKeptWindow(const Image& image, const Window& kept);

}  // namespace aqua::image

// The one EXIF field a classifier needs, read by libexif.
#pragma once

#include <cstdint>
#include <span>

namespace aqua::image::internal {

// True when the bytes start with "Exif" and two zeros, as a JPEG's APP1 marker does.
bool HasExifHeader(std::span<const uint8_t> bytes);

// 1 to 8; 1, upright, when the block has no orientation or cannot be read. Takes the block with or
// without its header.
int ExifOrientation(std::span<const uint8_t> bytes);

}  // namespace aqua::image::internal

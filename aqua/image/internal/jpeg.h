// JPEG bytes become an image, by libjpeg.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "aqua/image/image.h"

namespace aqua::image::internal {

// More scans than any encoder writes. Each scan costs a pass over the whole image, so a small file
// of thousands of empty scans would hold the program for hours.
inline constexpr int kMaxJpegScans = 100;

// Throws Error naming `name` for damage, a missing end included; libjpeg by itself would fill the
// missing part with gray.
Image DecodeJpeg(std::span<const uint8_t> bytes, const std::string& name);

}  // namespace aqua::image::internal

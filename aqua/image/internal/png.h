// PNG bytes become an image, by libpng.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "aqua/image/image.h"

namespace aqua::image::internal {

// The longest side a PNG may have.
inline constexpr uint32_t kMaxPngSide = 1'000'000;

// Throws Error naming `name` for damage, a missing end included.
Image DecodePng(std::span<const uint8_t> bytes, const std::string& name);

}  // namespace aqua::image::internal

// What stands between decoded pixels and an upright picture.
#pragma once

#include <cstdint>
#include <string>

#include "aqua/image/image.h"

namespace aqua::image::internal {

// Applies an EXIF orientation, 1 to 8; any other number counts as 1, upright.
Image Upright(Image image, int orientation);

// Rows become columns.
Image Transposed(const Image& image);

// Throws Error naming the file when an image would have more than kMaxPixels.
void RefuseOversized(int64_t width, int64_t height, const std::string& name);

}  // namespace aqua::image::internal

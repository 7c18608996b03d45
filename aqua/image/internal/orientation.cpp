#include "aqua/image/internal/orientation.h"

#include <algorithm>

#include "aqua/core/error.h"

namespace aqua::image::internal {

namespace {

// Reads the picture from the left or the right, the top or the bottom, along rows or columns.
Image Turned(const Image& image, bool swaps, bool mirrors_x, bool mirrors_y) {
  const int64_t pixel = mirrors_x ? -3 : 3;
  const int64_t row = int64_t{image.width} * (mirrors_y ? -3 : 3);
  const uint8_t* corner =
      image.Row(mirrors_y ? image.height - 1 : 0) + (mirrors_x ? int64_t{image.width - 1} * 3 : 0);
  Image turned =
      swaps ? MakeImage(image.height, image.width) : MakeImage(image.width, image.height);
  uint8_t* out = turned.rgb.data();
  for (int64_t y = 0; y < turned.height; ++y) {
    const uint8_t* in = corner + y * (swaps ? pixel : row);
    for (int64_t x = 0; x < turned.width; ++x, out += 3, in += swaps ? row : pixel) {
      std::copy_n(in, 3, out);
    }
  }
  return turned;
}

}  // namespace

// EXIF 2.3, tag 0x0112: 5 to 8 swap rows and columns; the rest is mirroring of the stored picture.
Image Upright(Image image, int orientation) {
  if (orientation < 2 || orientation > 8) return image;
  const bool mirrors_x =
      orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
  const bool mirrors_y =
      orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
  return Turned(image, orientation >= 5, mirrors_x, mirrors_y);
}

Image Transposed(const Image& image) { return Turned(image, true, false, false); }

void RefuseOversized(int64_t width, int64_t height, const std::string& name) {
  if (height > 0 && width > kMaxPixels / height) {
    throw Error("{}: an image of {}x{} pixels is over the limit of {} pixels; scale it down first",
                name, width, height, kMaxPixels);
  }
}

}  // namespace aqua::image::internal

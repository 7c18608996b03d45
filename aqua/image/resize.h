// Images made larger, smaller and cut, with the numbers Pillow and torchvision give.
#pragma once

#include <cstdint>

#include "aqua/core/window.h"
#include "aqua/image/image.h"

namespace aqua::image {

enum class Interpolation { kBicubic, kBilinear };

struct Size {
  int64_t width = 0;
  int64_t height = 0;

  bool operator==(const Size&) const = default;
};

inline Size SizeOf(const Image& image) { return {image.width, image.height}; }

// Equal to the bit to Pillow's Image.resize: antialiased (the filter grows with the ratio), bicubic
// with a = -0.5, fixed-point coefficients of 22 bits, one axis after the other, rounded to 8 bits
// in between. Columns are resampled first, but rows when the height loses more than twice the
// pixels that the width does: so Pillow since version 13; before, it always took columns first,
// which can differ by a few levels there. Throws Error for sides below 1 and areas over kMaxPixels.
Image Resize(const Image& image, int width, int height,
             Interpolation interpolation = Interpolation::kBicubic);

// The part `window` of what a resize to `whole` would give; only that part is computed, so `whole`
// may be of any size.
Image ResizeWindow(const Image& image, const Size& whole, const Window& window,
                   Interpolation interpolation = Interpolation::kBicubic);

// The smallest size that keeps the proportions of `image` and covers `least`: one side is met, the
// other is rounded down, as torchvision's Resize does (long = int(size * long / short)).
Size CoveringSize(const Size& image, const Size& least);

// The shorter side becomes `size`.
Image ResizeShorterSide(const Image& image, int size,
                        Interpolation interpolation = Interpolation::kBicubic);

// The window of `crop` in the middle of `image`. An odd rest is split as torchvision's CenterCrop
// does: half of it rounded to the nearest whole number, ties to even. Throws Error when the crop
// does not fit, where torchvision would pad with black.
Window CenterWindow(const Size& image, const Size& crop);

Image CenterCrop(const Image& image, int width, int height);

}  // namespace aqua::image

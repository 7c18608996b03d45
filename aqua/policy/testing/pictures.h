// Pictures made in code, for the tests of this room.
#pragma once

#include <array>
#include <cstdint>

#include "aqua/image/image.h"
#include "aqua/policy/feature.h"

namespace aqua::policy {

// `colour_of(x, y)` gives an std::array<uint8_t, 3>.
template <typename ColourOf>
image::Image Picture(int width, int height, const ColourOf& colour_of) {
  image::Image picture = image::MakeImage(width, height);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const std::array<uint8_t, 3> colour = colour_of(x, y);
      for (size_t i = 0; i < colour.size(); ++i)
        picture.Row(y)[x * 3 + static_cast<int>(i)] = colour[i];
    }
  }
  return picture;
}

// `gray_of(x, y)` gives 0 to 255.
template <typename GrayOf>
image::Image GrayPicture(int width, int height, const GrayOf& gray_of) {
  return Picture(width, height, [&](int x, int y) {
    const auto gray = static_cast<uint8_t>(gray_of(x, y));
    return std::array<uint8_t, 3>{gray, gray, gray};
  });
}

image::Image Mirrored(const image::Image& picture);  // Left becomes right.
image::Image Flipped(const image::Image& picture);   // Top becomes bottom.

// The feature's scores of the picture's thumbnail, which is the picture where that is no larger
// than 56 x 56, on strips of the usual depth: one cell of 7.
StripScores ScoresOf(const Feature& feature, const image::Image& picture);

}  // namespace aqua::policy

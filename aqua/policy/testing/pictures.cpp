#include "aqua/policy/testing/pictures.h"

#include <cstddef>

namespace aqua::policy {
namespace {

std::array<uint8_t, 3> ColourAt(const image::Image& picture, int x, int y) {
  const uint8_t* const at = picture.Row(y) + ptrdiff_t{x} * 3;
  return {at[0], at[1], at[2]};
}

}  // namespace

image::Image Mirrored(const image::Image& picture) {
  return Picture(picture.width, picture.height,
                 [&](int x, int y) { return ColourAt(picture, picture.width - 1 - x, y); });
}

image::Image Flipped(const image::Image& picture) {
  return Picture(picture.width, picture.height,
                 [&](int x, int y) { return ColourAt(picture, x, picture.height - 1 - y); });
}

StripScores ScoresOf(const Feature& feature, const image::Image& picture) {
  const Thumbnail thumbnail = MakeThumbnail(picture);
  return feature.Score(thumbnail, BorderStrips({thumbnail.width, thumbnail.height}));
}

}  // namespace aqua::policy

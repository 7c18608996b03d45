#include "aqua/image/preprocess.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "aqua/core/error.h"

namespace aqua::image {
namespace {

// Rounded to the nearest, halves up; all are positive.
int64_t Scaled(int64_t value, int64_t numerator, int64_t denominator) {
  return (2 * value * numerator + denominator) / (2 * denominator);
}

void RefuseBadSide(const char* what, int64_t side) {
  if (side >= 1 && side <= kMaxInputSide) return;
  throw Error("a network input {} of {} pixels; expected 1 to {}: give the size as HEIGHTxWIDTH",
              what, side, kMaxInputSide);
}

// torchvision's ImageNet numbers, from 0..1 to pixel levels.
void UseImageNetStatistics(Preprocess& preprocess) {
  preprocess.mean = {0.485F * 255, 0.456F * 255, 0.406F * 255};
  preprocess.scale = {1 / (0.229F * 255), 1 / (0.224F * 255), 1 / (0.225F * 255)};
}

using Levels = std::array<float, 256>;

// What the network reads for each level of a channel.
Levels LevelsOf(const Preprocess& preprocess, size_t channel) {
  Levels levels;
  for (size_t i = 0; i < levels.size(); ++i) {
    levels[i] = (static_cast<float>(i) - preprocess.mean[channel]) * preprocess.scale[channel];
  }
  return levels;
}

}  // namespace

Preprocess DefaultPreprocess(int64_t channels, int64_t height, int64_t width) {
  if (channels != 3) {
    throw Error(
        "the network takes {} channels, so how to make its input from an RGB photo cannot be "
        "guessed; AQuA runs networks of 3 channels in N x C x H x W order",
        channels);
  }
  if (height < 1 || width < 1) {
    throw Error(
        "the network leaves its input height or width open; give one, as HEIGHTxWIDTH or as "
        "\"size\" in a .preprocess.json beside the model");
  }
  RefuseBadSide("height", height);
  RefuseBadSide("width", width);
  Preprocess preprocess;
  preprocess.height = height;
  preprocess.width = width;
  preprocess.resize = Scaled(std::min(height, width), 8, 7);
  UseImageNetStatistics(preprocess);
  return preprocess;
}

Preprocess WithSize(const Preprocess& preprocess, int64_t height, int64_t width) {
  RefuseBadSide("height", height);
  RefuseBadSide("width", width);
  Preprocess result = preprocess;
  result.height = height;
  result.width = width;
  result.resize = Scaled(std::min(height, width), preprocess.resize,
                         std::min(preprocess.height, preprocess.width));
  return result;
}

std::string ToText(const Preprocess& p) {
  return fmt::format("{}x{} from {}, {}, mean {}, scale {}, {}", p.height, p.width, p.resize,
                     p.interpolation == Interpolation::kBicubic ? "bicubic" : "bilinear",
                     fmt::join(p.mean, " "), fmt::join(p.scale, " "),
                     p.channels == ChannelOrder::kRgb ? "RGB" : "BGR");
}

Image PrepareImage(const Image& image, const Preprocess& preprocess) {
  const int64_t shorter = std::min(preprocess.height, preprocess.width);
  const Size crop{preprocess.width, preprocess.height};
  const Size least{Scaled(crop.width, preprocess.resize, shorter),
                   Scaled(crop.height, preprocess.resize, shorter)};
  const Size whole = CoveringSize(SizeOf(image), least);
  return ResizeWindow(image, whole, CenterWindow(whole, crop), preprocess.interpolation);
}

Tensor ToTensor(const Image& picture, const Preprocess& preprocess) {
  AQUA_CHECK(picture.height == preprocess.height && picture.width == preprocess.width);
  Tensor tensor(Shape{1, 3, preprocess.height, preprocess.width});
  const int64_t area = preprocess.height * preprocess.width;
  const bool is_rgb = preprocess.channels == ChannelOrder::kRgb;
  const Levels first = LevelsOf(preprocess, 0);
  const Levels second = LevelsOf(preprocess, 1);
  const Levels third = LevelsOf(preprocess, 2);
  const uint8_t* in = picture.rgb.data();
  float* out = tensor.data();
  for (int64_t i = 0; i < area; ++i, in += 3) {
    out[i] = first[in[is_rgb ? 0 : 2]];
    out[area + i] = second[in[1]];
    out[2 * area + i] = third[in[is_rgb ? 2 : 0]];
  }
  return tensor;
}

Tensor Prepare(const Image& image, const Preprocess& preprocess) {
  return ToTensor(PrepareImage(image, preprocess), preprocess);
}

}  // namespace aqua::image

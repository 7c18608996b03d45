// An image becomes the tensor a network reads: resize, centre crop, (pixel - mean) * scale.
//
// How a network wants it is written in a sidecar beside the model, <model stem>.preprocess.json:
//   {"size": [224, 224], "resize": 256, "interpolation": "bicubic",
//    "mean": [127, 127, 127], "scale": [0.0078125, 0.0078125, 0.0078125],
//    "layout": "NCHW", "channels": "RGB", "labels": "imagenet-classes.txt"}
// size, mean and scale must be there. The others may be left out: resize is round(shorter side of
// size / 0.875), the strings are as above, labels none.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "aqua/core/tensor.h"
#include "aqua/image/image.h"
#include "aqua/image/resize.h"

namespace aqua::image {

enum class ChannelOrder { kRgb, kBgr };

struct Preprocess {
  int64_t height = 224;  // Of the network's input, in pixels.
  int64_t width = 224;
  // Shorter side of the smallest picture that the centre crop may be taken from, when the crop is
  // square; for others the same ratio, resize / min(height, width), on both sides.
  int64_t resize = 256;
  Interpolation interpolation = Interpolation::kBicubic;
  ChannelOrder channels = ChannelOrder::kRgb;
  std::array<float, 3> mean{};  // In pixel levels, 0 to 255, in channel order.
  std::array<float, 3> scale{1, 1, 1};
  std::filesystem::path labels;  // Class names, one a line; empty: not known.

  bool operator==(const Preprocess&) const = default;
};

// The longest side of a network's input, and of `resize`.
inline constexpr int64_t kMaxInputSide = 4096;
inline constexpr int64_t kMaxResize = 8192;

std::filesystem::path SidecarPath(const std::filesystem::path& model);

// Nothing when there is no such file. Throws Error naming file and key for anything it does not
// know: other keys, wrong types, numbers that are not finite or beyond sense, a layout other than
// NCHW. A relative `labels` is taken from the sidecar's folder.
std::optional<Preprocess> ReadSidecar(const std::filesystem::path& model);

// For a model without sidecar: torchvision's habit for ImageNet. RGB, mean and standard deviation
// of ImageNet, shorter side resized to round(size / 0.875), bicubic. Throws Error when the network
// does not take 3 channels or leaves its height or width open (0 or less).
Preprocess DefaultPreprocess(int64_t channels, int64_t height, int64_t width);

// Another input size with the same ratio of resize to size. Throws Error for sides outside 1 to
// kMaxInputSide.
Preprocess WithSize(const Preprocess& preprocess, int64_t height, int64_t width);

// In words: two preparations are the same if these are.
std::string ToText(const Preprocess& preprocess);

// What the network sees, as a picture: resized and centre-cropped to width x height. A small image
// is enlarged.
Image PrepareImage(const Image& image, const Preprocess& preprocess);

// Such a picture as numbers: 1 x 3 x height x width.
Tensor ToTensor(const Image& picture, const Preprocess& preprocess);

// Both at once.
Tensor Prepare(const Image& image, const Preprocess& preprocess);

}  // namespace aqua::image

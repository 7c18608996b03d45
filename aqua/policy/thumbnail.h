// The small picture that the cheap scores are taken from: box averages of the picture that the
// network sees. In: 8-bit RGB. Out: float planes of values 0 to 1.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "aqua/image/image.h"
#include "aqua/image/resize.h"
#include "aqua/layers/workload.h"

namespace aqua::policy {

inline constexpr int64_t kThumbnailSide = 56;          // The shorter side, at most.
inline constexpr int64_t kLongestThumbnailSide = 224;  // The longer side, at most.

struct Thumbnail {
  int64_t height = 0;
  int64_t width = 0;
  std::array<std::vector<float>, 3> rgb;  // Each height x width.
  std::vector<float> luma;                // 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601).
};

// The shorter side becomes kThumbnailSide, the other keeps the proportions up to
// kLongestThumbnailSide; a picture that is smaller already keeps its size.
image::Size ThumbnailSize(const image::Size& seen);

// Every cell is the mean over the part of the picture that it stands for, where a pixel on the
// boundary of two cells counts to each by its share. The sums are of whole numbers, so a mirrored
// picture gives the mirrored thumbnail to the bit (while the weights' product stays small: below
// 2^24 / 255). Throws Error for a picture without pixels, and one whose samples do not fit its
// size.
Thumbnail MakeThumbnail(const image::Image& seen);

// What that asks of hardware: a depthwise convolution whose kernel covers one cell and whose stride
// is its size, then luma, 1x1.
layers::Workloads ThumbnailWork(const image::Size& seen);

}  // namespace aqua::policy

#include "aqua/policy/thumbnail.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "aqua/core/error.h"

namespace aqua::policy {
namespace {

using image::Image;
using layers::WorkKind;
using layers::Workload;
using layers::Workloads;

constexpr int64_t kChannels = 3;
constexpr float kWhite = 255;
constexpr std::array<float, 3> kLuma = {0.299F, 0.587F, 0.114F};

// `pixels` of one axis shared out among `cells`, in units so small that every share is a whole
// number: a pixel is `pixel_units` long, a cell `cell_units`.
struct Axis {
  Axis(int64_t pixels, int64_t cells)
      : pixel_units(cells / std::gcd(pixels, cells)),
        cell_units(pixels / std::gcd(pixels, cells)) {}

  int64_t First(int64_t cell) const { return cell * cell_units / pixel_units; }
  int64_t Last(int64_t cell) const { return ((cell + 1) * cell_units - 1) / pixel_units; }
  float Weight(int64_t cell, int64_t pixel) const {
    const int64_t begin = std::max(cell * cell_units, pixel * pixel_units);
    const int64_t end = std::min((cell + 1) * cell_units, (pixel + 1) * pixel_units);
    return static_cast<float>(end - begin);
  }

  int64_t pixel_units;
  int64_t cell_units;
};

struct Tap {
  int64_t sample;  // Where its pixel's red lies in a row.
  float weight;
};

std::vector<std::vector<Tap>> TapsOf(const Axis& axis, int64_t cells) {
  std::vector<std::vector<Tap>> taps(static_cast<size_t>(cells));
  for (int64_t cell = 0; cell < cells; ++cell) {
    for (int64_t pixel = axis.First(cell); pixel <= axis.Last(cell); ++pixel) {
      taps[static_cast<size_t>(cell)].push_back({pixel * kChannels, axis.Weight(cell, pixel)});
    }
  }
  return taps;
}

void Check(const Image& seen) {
  if (seen.width < 1 || seen.height < 1) {
    throw Error("a picture of {} x {} pixels has nothing to score; expected at least 1 x 1",
                seen.width, seen.height);
  }
  const size_t samples = static_cast<size_t>(seen.width) * static_cast<size_t>(seen.height) * 3;
  if (seen.rgb.size() != samples) {
    throw Error("a picture of {} x {} pixels holds {} samples; expected {}", seen.width,
                seen.height, seen.rgb.size(), samples);
  }
}

void AddRow(const uint8_t* row, float weight, std::vector<float>& sums) {
  float* const sum = sums.data();
  const size_t size = sums.size();
  for (size_t i = 0; i < size; ++i) sum[i] += weight * static_cast<float>(row[i]);
}

void ReduceColumns(const std::vector<float>& sums, const std::vector<std::vector<Tap>>& taps,
                   float scale, size_t begin, Thumbnail& thumbnail) {
  for (size_t x = 0; x < taps.size(); ++x) {
    float red = 0;
    float green = 0;
    float blue = 0;
    for (const Tap& tap : taps[x]) {
      const float* const at = sums.data() + tap.sample;
      red += tap.weight * at[0];
      green += tap.weight * at[1];
      blue += tap.weight * at[2];
    }
    thumbnail.rgb[0][begin + x] = red * scale;
    thumbnail.rgb[1][begin + x] = green * scale;
    thumbnail.rgb[2][begin + x] = blue * scale;
  }
}

void FillLuma(Thumbnail& thumbnail) {
  const auto& [red, green, blue] = thumbnail.rgb;
  for (size_t i = 0; i < thumbnail.luma.size(); ++i) {
    thumbnail.luma[i] = kLuma[0] * red[i] + kLuma[1] * green[i] + kLuma[2] * blue[i];
  }
}

int64_t Scaled(int64_t side, int64_t shorter) {
  if (shorter <= kThumbnailSide) return std::min(side, kLongestThumbnailSide);
  const double scaled = static_cast<double>(side) * kThumbnailSide / static_cast<double>(shorter);
  return std::min<int64_t>(std::llround(scaled), kLongestThumbnailSide);
}

int64_t CeilDivide(int64_t a, int64_t b) { return (a + b - 1) / b; }

}  // namespace

image::Size ThumbnailSize(const image::Size& seen) {
  AQUA_CHECK(seen.width > 0 && seen.height > 0);
  const int64_t shorter = std::min(seen.width, seen.height);
  return {Scaled(seen.width, shorter), Scaled(seen.height, shorter)};
}

Thumbnail MakeThumbnail(const Image& seen) {
  Check(seen);
  const image::Size size = ThumbnailSize(image::SizeOf(seen));
  Thumbnail thumbnail{size.height, size.width, {}, {}};
  const auto area = static_cast<size_t>(size.height * size.width);
  for (std::vector<float>& plane : thumbnail.rgb) plane.resize(area);
  thumbnail.luma.resize(area);

  const Axis rows(seen.height, size.height);
  const Axis columns(seen.width, size.width);
  const std::vector<std::vector<Tap>> taps = TapsOf(columns, size.width);
  const float scale =
      1 / (kWhite * static_cast<float>(rows.cell_units) * static_cast<float>(columns.cell_units));
  std::vector<float> sums(static_cast<size_t>(seen.width) * kChannels);
  for (int64_t y = 0; y < size.height; ++y) {
    std::fill(sums.begin(), sums.end(), 0.0F);
    for (int64_t row = rows.First(y); row <= rows.Last(y); ++row) {
      AddRow(seen.Row(row), rows.Weight(y, row), sums);
    }
    ReduceColumns(sums, taps, scale, static_cast<size_t>(y * size.width), thumbnail);
  }
  FillLuma(thumbnail);
  return thumbnail;
}

Workloads ThumbnailWork(const image::Size& seen) {
  const image::Size size = ThumbnailSize(seen);
  Workload boxes{"zeroth/thumbnail", WorkKind::kConvolution};
  boxes.groups = kChannels;
  boxes.kernel_height = boxes.stride_height = CeilDivide(seen.height, size.height);
  boxes.kernel_width = boxes.stride_width = CeilDivide(seen.width, size.width);
  boxes.input_channels = boxes.output_channels = 1;
  boxes.output_height = size.height;
  boxes.output_width = size.width;
  Workload luma{"zeroth/luma", WorkKind::kConvolution};
  luma.input_channels = kChannels;
  luma.output_channels = 1;
  luma.output_height = size.height;
  luma.output_width = size.width;
  return {boxes, luma};
}

}  // namespace aqua::policy

#include "aqua/image/resize.h"

#include <algorithm>

#include "aqua/core/error.h"
#include "aqua/image/internal/orientation.h"
#include "aqua/image/internal/taps.h"

namespace aqua::image {
namespace {

using internal::AxisTaps;

constexpr int kChannels = 3;

// Lines of 16-bit samples, one a channel, zero-filled so that every row of taps can be read whole.
class Lines {
 public:
  Lines(int64_t line_count, const AxisTaps& taps)
      : stride_(std::max(taps.input.size(), taps.first.back() + taps.count)),
        samples_(static_cast<size_t>(line_count * kChannels * stride_)) {}

  int64_t stride() const { return stride_; }
  int16_t* Line(int64_t line, int channel) {
    return samples_.data() + (line * kChannels + channel) * stride_;
  }

 private:
  int64_t stride_;
  std::vector<int16_t> samples_;
};

// Where results go: `channel` and `output` are distances in elements.
struct Steps {
  int64_t channel = 0;
  int64_t output = 0;
};

template <typename T>
T ToPixel(int high, int low) {
  const int half = 1 << (internal::kCoefficientBits - 1);
  const int sum = high * (1 << internal::kLowBits) + low + half;
  return static_cast<T>(std::clamp(sum >> internal::kCoefficientBits, 0, 255));
}

// One line of pixels through all taps of its axis. The compiler turns the inner loop into 16-bit
// multiply-and-adds; `count` being a multiple of 8 spares it the remainder.
template <typename T>
void ResampleLine(const int16_t* red, const int16_t* green, const int16_t* blue,
                  const AxisTaps& taps, T* out, Steps steps) {
  const int16_t* high = taps.high.data();
  const int16_t* low = taps.low.data();
  const int count = static_cast<int>(taps.count) & ~7;
  for (const int64_t first : taps.first) {
    const int16_t* r = red + first;
    const int16_t* g = green + first;
    const int16_t* b = blue + first;
    int high_r = 0, high_g = 0, high_b = 0, low_r = 0, low_g = 0, low_b = 0;
    for (int i = 0; i < count; ++i) {
      high_r += r[i] * high[i];
      low_r += r[i] * low[i];
      high_g += g[i] * high[i];
      low_g += g[i] * low[i];
      high_b += b[i] * high[i];
      low_b += b[i] * low[i];
    }
    out[0] = ToPixel<T>(high_r, low_r);
    out[steps.channel] = ToPixel<T>(high_g, low_g);
    out[2 * steps.channel] = ToPixel<T>(high_b, low_b);
    out += steps.output;
    high += count;
    low += count;
  }
}

void SplitChannels(const uint8_t* rgb, int64_t count, int16_t* red, int16_t* green, int16_t* blue) {
  for (int64_t i = 0; i < count; ++i) {
    red[i] = rgb[3 * i];
    green[i] = rgb[3 * i + 1];
    blue[i] = rgb[3 * i + 2];
  }
}

// Resamples the rows that `rows` reads; a line of the result is one output column.
Lines ResampleColumns(const Image& image, const AxisTaps& columns, const AxisTaps& rows) {
  Lines row(1, columns);
  Lines result(static_cast<int64_t>(columns.first.size()), rows);
  const Steps steps{result.stride(), kChannels * result.stride()};
  for (int64_t y = 0; y < rows.input.size(); ++y) {
    SplitChannels(image.Row(rows.input.begin + y) + columns.input.begin * kChannels,
                  columns.input.size(), row.Line(0, 0), row.Line(0, 1), row.Line(0, 2));
    ResampleLine(row.Line(0, 0), row.Line(0, 1), row.Line(0, 2), columns, result.Line(0, 0) + y,
                 steps);
  }
  return result;
}

Image ResizeColumnsFirst(const Image& image, const Size& whole, const Window& window,
                         Interpolation interpolation) {
  Image result = MakeImage(window.width(), window.height());
  const AxisTaps columns =
      internal::MakeTaps(image.width, whole.width, window.columns, interpolation);
  const AxisTaps rows = internal::MakeTaps(image.height, whole.height, window.rows, interpolation);
  Lines lines = ResampleColumns(image, columns, rows);
  const Steps steps{1, window.width() * kChannels};
  for (int64_t x = 0; x < window.width(); ++x) {
    ResampleLine(lines.Line(x, 0), lines.Line(x, 1), lines.Line(x, 2), rows,
                 result.rgb.data() + x * kChannels, steps);
  }
  return result;
}

// Besides being Pillow's, the rule keeps what lies between the passes below the larger of the image
// and the result, so that no thread of an image can ask for absurd memory.
bool RowsComeFirst(const Image& image, const Size& whole) {
  const int64_t rows_lost = image.height - whole.height;
  return rows_lost > 0 && rows_lost > 2 * (image.width - whole.width);
}

}  // namespace

Image ResizeWindow(const Image& image, const Size& whole, const Window& window,
                   Interpolation interpolation) {
  if (window.area() < 1)
    throw Error("a resize to {}x{} pixels leaves none", whole.width, whole.height);
  AQUA_CHECK((Window{{0, whole.height}, {0, whole.width}}.Contains(window)));
  if (!RowsComeFirst(image, whole)) return ResizeColumnsFirst(image, whole, window, interpolation);
  return internal::Transposed(ResizeColumnsFirst(internal::Transposed(image),
                                                 {whole.height, whole.width},
                                                 {window.columns, window.rows}, interpolation));
}

Image Resize(const Image& image, int width, int height, Interpolation interpolation) {
  if (width == image.width && height == image.height) return image;
  return ResizeWindow(image, {width, height}, {{0, height}, {0, width}}, interpolation);
}

Size CoveringSize(const Size& image, const Size& least) {
  AQUA_CHECK(image.width > 0 && image.height > 0);
  if (image.width * least.height >= image.height * least.width) {
    return {least.height * image.width / image.height, least.height};
  }
  return {least.width, least.width * image.height / image.width};
}

Image ResizeShorterSide(const Image& image, int size, Interpolation interpolation) {
  const Size whole = CoveringSize(SizeOf(image), {size, size});
  const Window window{{0, whole.height}, {0, whole.width}};
  return ResizeWindow(image, whole, window, interpolation);
}

Window CenterWindow(const Size& image, const Size& crop) {
  if (crop.width < 1 || crop.height < 1 || crop.width > image.width || crop.height > image.height) {
    throw Error("a centre crop of {}x{} does not fit an image of {}x{} pixels", crop.width,
                crop.height, image.width, image.height);
  }
  const auto half_to_even = [](int64_t rest) { return rest / 2 + (rest % 4 == 3 ? 1 : 0); };
  const int64_t top = half_to_even(image.height - crop.height);
  const int64_t left = half_to_even(image.width - crop.width);
  return {{top, top + crop.height}, {left, left + crop.width}};
}

Image CenterCrop(const Image& image, int width, int height) {
  const Window window = CenterWindow(SizeOf(image), {width, height});
  Image result = MakeImage(width, height);
  for (int64_t y = 0; y < height; ++y) {
    std::copy_n(image.Row(window.rows.begin + y) + window.columns.begin * 3, int64_t{width} * 3,
                result.Row(y));
  }
  return result;
}

}  // namespace aqua::image

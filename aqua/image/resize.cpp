#include "aqua/image/resize.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "aqua/core/error.h"
#include "aqua/image/internal/resample.h"

namespace aqua::image {
namespace {

using internal::AxisTaps;

constexpr int64_t kPixelBytes = 3;

// What both passes read of an image, and where the results go.
struct Passes {
  // The result comes first: its size is checked before memory is taken.
  Passes(const Image& image, const Size& whole, const Window& window, Interpolation interpolation)
      : result(MakeImage(window.width(), window.height())),
        result_stride(window.width() * kPixelBytes),
        columns(internal::MakeTaps(image.width, whole.width, window.columns, interpolation)),
        rows(internal::MakeTaps(image.height, whole.height, window.rows, interpolation)),
        input(image.Row(rows.input.begin) + columns.input.begin * kPixelBytes),
        input_stride(image.width * kPixelBytes) {}

  Image result;
  int64_t result_stride;
  AxisTaps columns;
  AxisTaps rows;
  const uint8_t* input;
  int64_t input_stride;
};

std::unique_ptr<uint8_t[]> Bytes(int64_t count) {
  return std::make_unique_for_overwrite<uint8_t[]>(static_cast<size_t>(count));
}

Image ResizeColumnsFirst(Passes passes) {
  const int64_t row_count = passes.rows.input.size();
  const int64_t row_bytes = passes.columns.input.size() * kPixelBytes;
  const int64_t stride = passes.result_stride;
  const std::unique_ptr<uint8_t[]> between = Bytes(row_count * stride);
  const internal::Resampler& resampler = internal::BestResampler();
  resampler.columns({passes.input, passes.input_stride, row_count, row_bytes, &passes.columns,
                     between.get(), stride});
  resampler.rows(
      {between.get(), stride, row_count, stride, &passes.rows, passes.result.rgb.data(), stride});
  return std::move(passes.result);
}

Image ResizeRowsFirst(Passes passes) {
  const int64_t row_count = passes.result.height;
  const int64_t row_bytes = passes.columns.input.size() * kPixelBytes;
  const std::unique_ptr<uint8_t[]> between = Bytes(row_count * row_bytes);
  const internal::Resampler& resampler = internal::BestResampler();
  resampler.rows({passes.input, passes.input_stride, passes.rows.input.size(), row_bytes,
                  &passes.rows, between.get(), row_bytes});
  resampler.columns({between.get(), row_bytes, row_count, row_bytes, &passes.columns,
                     passes.result.rgb.data(), passes.result_stride});
  return std::move(passes.result);
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
  Passes passes(image, whole, window, interpolation);
  return RowsComeFirst(image, whole) ? ResizeRowsFirst(std::move(passes))
                                     : ResizeColumnsFirst(std::move(passes));
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

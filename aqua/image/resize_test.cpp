#include "aqua/image/resize.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "aqua/image/test_images.h"

namespace aqua::image {
namespace {

double Kernel(Interpolation interpolation, double x) {
  x = std::abs(x);
  if (interpolation == Interpolation::kBilinear) return std::max(0.0, 1 - x);
  if (x < 1) return 1.5 * x * x * x - 2.5 * x * x + 1;
  if (x < 2) return -0.5 * x * x * x + 2.5 * x * x - 4 * x + 2;
  return 0;
}

// One axis of the plainest resize: every input cell weighted, however far, then rounded.
uint8_t Sample(int64_t input_size, int64_t output_size, int64_t output, Interpolation interpolation,
               const std::function<uint8_t(int64_t)>& input) {
  const double scale = static_cast<double>(input_size) / static_cast<double>(output_size);
  const double center = (static_cast<double>(output) + 0.5) * scale - 0.5;
  double sum = 0;
  double weights = 0;
  for (int64_t i = 0; i < input_size; ++i) {
    const double x = (static_cast<double>(i) - center) / std::max(1.0, scale);
    sum += Kernel(interpolation, x) * input(i);
    weights += Kernel(interpolation, x);
  }
  return static_cast<uint8_t>(std::clamp(std::floor(sum / weights + 0.5), 0.0, 255.0));
}

Image PlainResizeColumns(const Image& image, int64_t width, Interpolation interpolation) {
  Image result = MakeImage(width, image.height);
  for (int64_t y = 0; y < image.height; ++y) {
    for (int64_t x = 0; x < width * 3; ++x) {
      result.Row(y)[x] = Sample(image.width, width, x / 3, interpolation,
                                [&](int64_t i) { return image.Row(y)[i * 3 + x % 3]; });
    }
  }
  return result;
}

Image PlainResizeRows(const Image& image, int64_t height, Interpolation interpolation) {
  Image result = MakeImage(image.width, height);
  for (int64_t y = 0; y < height; ++y) {
    for (int64_t x = 0; x < int64_t{image.width} * 3; ++x) {
      result.Row(y)[x] = Sample(image.height, height, y, interpolation,
                                [&](int64_t i) { return image.Row(i)[x]; });
    }
  }
  return result;
}

struct Case {
  Size from;
  Size to;
};

constexpr Case kColumnsFirst[] = {{{40, 30}, {17, 13}}, {{17, 13}, {40, 30}}, {{40, 30}, {11, 50}},
                                  {{1, 1}, {9, 7}},     {{9, 7}, {1, 1}},     {{90, 1}, {3, 5}},
                                  {{500, 40}, {3, 20}}, {{40, 30}, {40, 15}}};
constexpr Case kRowsFirst[] = {{{30, 40}, {50, 11}}, {{10, 90}, {5, 45}}, {{2, 700}, {1, 3}}};

TEST(Resize, WithinOneLevelOfThePlainResizeThatTakesColumnsFirst) {
  for (const Interpolation interpolation : {Interpolation::kBicubic, Interpolation::kBilinear}) {
    for (const Case& c : kColumnsFirst) {
      const Image image =
          NoiseImage(static_cast<int>(c.from.width), static_cast<int>(c.from.height));
      const Image plain = PlainResizeRows(PlainResizeColumns(image, c.to.width, interpolation),
                                          c.to.height, interpolation);
      const Image resized =
          Resize(image, static_cast<int>(c.to.width), static_cast<int>(c.to.height), interpolation);
      EXPECT_LE(MaxDifference(resized, plain), 1) << c.from.width << " to " << c.to.width;
    }
  }
}

TEST(Resize, RowsComeFirstWhereTheHeightLosesMoreThanTwiceThePixels) {
  for (const Case& c : kRowsFirst) {
    const Image image = NoiseImage(static_cast<int>(c.from.width), static_cast<int>(c.from.height));
    const Image plain =
        PlainResizeColumns(PlainResizeRows(image, c.to.height, Interpolation::kBicubic), c.to.width,
                           Interpolation::kBicubic);
    const Image resized =
        Resize(image, static_cast<int>(c.to.width), static_cast<int>(c.to.height));
    EXPECT_LE(MaxDifference(resized, plain), 1) << c.from.height << " to " << c.to.height;
  }
}

// From Pillow 13: Image.frombytes("RGB", (3, 1), bytes(range(0, 225, 25))).resize((5, 1), BICUBIC).
TEST(Resize, HoldsPillowsNumbers) {
  Image image = MakeImage(3, 1);
  for (size_t i = 0; i < 9; ++i) image.rgb[i] = static_cast<uint8_t>(25 * i);
  EXPECT_EQ(Resize(image, 5, 1).rgb,
            (Bytes{0, 19, 44, 23, 48, 73, 75, 100, 125, 127, 152, 177, 156, 181, 206}));
}

TEST(Resize, SameSizeIsTheSameImage) {
  const Image image = NoiseImage(13, 7);
  EXPECT_EQ(Resize(image, 13, 7), image);
  EXPECT_EQ(ResizeWindow(image, {13, 7}, {{0, 7}, {0, 13}}), image);
}

TEST(Resize, FlatImageStaysFlatAtHugeRatios) {
  Image image = MakeImage(100'000, 2);
  std::fill(image.rgb.begin(), image.rgb.end(), 255);
  EXPECT_EQ(Resize(image, 2, 1).rgb, Bytes(6, 255));
}

TEST(Resize, WindowEqualsTheCutOutOfTheWhole) {
  for (const Case& c : {Case{{60, 50}, {33, 41}}, Case{{20, 90}, {17, 29}}}) {
    const Image image = NoiseImage(static_cast<int>(c.from.width), static_cast<int>(c.from.height));
    const Image whole = Resize(image, static_cast<int>(c.to.width), static_cast<int>(c.to.height));
    const Window window{{3, 20}, {5, 16}};
    const Image part = ResizeWindow(image, c.to, window);
    ASSERT_EQ(SizeOf(part), (Size{11, 17}));
    for (int64_t y = 0; y < 17; ++y) {
      EXPECT_TRUE(std::equal(part.Row(y), part.Row(y) + 33, whole.Row(y + 3) + 15)) << y;
    }
  }
}

TEST(Resize, NoPixelsAndTooManyAreErrors) {
  const Image image = NoiseImage(4, 4);
  EXPECT_THROW(Resize(image, 0, 5), Error);
  EXPECT_THROW(Resize(image, 5, -1), Error);
  EXPECT_THROW(Resize(image, 1 << 20, 1 << 20), Error);
}

// torchvision: int(256 * 500 / 375) is 341, int(256 * 640 / 427) is 383.
TEST(CoveringSize, LongerSideIsRoundedDownAsTorchvisionDoes) {
  EXPECT_EQ(CoveringSize({500, 375}, {256, 256}), (Size{341, 256}));
  EXPECT_EQ(CoveringSize({427, 640}, {256, 256}), (Size{256, 383}));
  EXPECT_EQ(CoveringSize({100, 100}, {256, 256}), (Size{256, 256}));
}

TEST(CoveringSize, CoversASizeOfOtherProportions) {
  EXPECT_EQ(CoveringSize({400, 300}, {320, 160}), (Size{320, 240}));
  EXPECT_EQ(CoveringSize({400, 300}, {160, 320}), (Size{426, 320}));
}

TEST(ResizeShorterSide, KeepsProportions) {
  EXPECT_EQ(SizeOf(ResizeShorterSide(NoiseImage(50, 37), 16)), (Size{21, 16}));
  EXPECT_EQ(SizeOf(ResizeShorterSide(NoiseImage(37, 50), 64)), (Size{64, 86}));
}

// torchvision: int(round(rest / 2)), and Python rounds halves to even: 1.5 and 2.5 both to 2.
TEST(CenterWindow, OddRestIsSplitAsTorchvisionDoes) {
  EXPECT_EQ(CenterWindow({7, 8}, {4, 4}).columns, (Span{2, 6}));
  EXPECT_EQ(CenterWindow({9, 8}, {4, 4}).columns, (Span{2, 6}));
  EXPECT_EQ(CenterWindow({5, 8}, {4, 4}).columns, (Span{0, 4}));
  EXPECT_EQ(CenterWindow({341, 256}, {224, 224}), (Window{{16, 240}, {58, 282}}));
}

TEST(CenterCrop, TakesTheMiddle) {
  const Image image = NoiseImage(6, 4);
  const Image crop = CenterCrop(image, 2, 2);
  EXPECT_TRUE(std::equal(crop.Row(0), crop.Row(0) + 6, image.Row(1) + 6));
  EXPECT_TRUE(std::equal(crop.Row(1), crop.Row(1) + 6, image.Row(2) + 6));
}

TEST(CenterCrop, ACropThatDoesNotFitIsAnError) {
  EXPECT_THROW(CenterCrop(NoiseImage(6, 4), 5, 5), Error);
  EXPECT_THROW(CenterCrop(NoiseImage(6, 4), 0, 2), Error);
}

}  // namespace
}  // namespace aqua::image

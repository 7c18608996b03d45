#include "aqua/image/image.h"

#include <gtest/gtest.h>

#include "aqua/image/test_images.h"

namespace aqua::image {
namespace {

// Images of one row, written as their pixels.
Image Row(const std::vector<std::array<uint8_t, 3>>& pixels) {
  Image image = MakeImage(static_cast<int64_t>(pixels.size()), 1);
  for (size_t i = 0; i < pixels.size(); ++i) {
    std::copy(pixels[i].begin(), pixels[i].end(), image.rgb.begin() + static_cast<long>(i) * 3);
  }
  return image;
}

Image Gray(const std::vector<uint8_t>& levels) {
  std::vector<std::array<uint8_t, 3>> pixels;
  pixels.reserve(levels.size());
  for (const uint8_t level : levels) pixels.push_back({level, level, level});
  return Row(pixels);
}

Image Decode(const Bytes& bytes) { return DecodeImage(bytes, "test"); }

TEST(ReadImage, FormatIsDecidedByContentNotByName) {
  const TempFolder folder;
  const Image image = NoiseImage(5, 4);
  EXPECT_EQ(ReadImage(folder.Write("photo.jpg", EncodePng(image))), image);
}

TEST(Jpeg, RgbComesBackWithinAFewLevels) {
  const Image image = SmoothImage(40, 30);
  EXPECT_LE(MaxDifference(Decode(EncodeJpeg(image)), image), 3);
}

TEST(Jpeg, ProgressiveEqualsBaseline) {
  const Image image = SmoothImage(40, 30);
  EXPECT_EQ(Decode(EncodeJpeg(image, {.is_progressive = true})), Decode(EncodeJpeg(image)));
}

TEST(Jpeg, GrayFillsAllChannels) {
  const Image image = Decode(EncodeJpeg(8, 1, Bytes(8, 77), {.components = 1}));
  EXPECT_EQ(image, Gray(Bytes(8, 77)));
}

// Inverted CMYK: 255 is no ink. Black ink 55 of 255 takes from each channel in proportion.
TEST(Jpeg, CmykAndYcckAreStoredInverted) {
  const std::vector<std::array<uint8_t, 4>> inks = {
      {255, 255, 255, 255}, {0, 255, 255, 255}, {255, 255, 255, 0}, {100, 200, 255, 200}};
  Bytes samples;
  for (int y = 0; y < 8; ++y) {
    for (const auto& ink : inks) {
      for (int x = 0; x < 8; ++x) samples.insert(samples.end(), ink.begin(), ink.end());
    }
  }
  Image expected = MakeImage(32, 8);
  const std::array<std::array<uint8_t, 3>, 4> rgb = {
      {{255, 255, 255}, {0, 255, 255}, {0, 0, 0}, {78, 157, 200}}};
  for (int y = 0; y < 8; ++y) {
    for (int64_t x = 0; x < 32; ++x) {
      std::copy_n(rgb[static_cast<size_t>(x / 8)].begin(), 3, expected.Row(y) + x * 3);
    }
  }
  for (const bool is_ycck : {false, true}) {
    const JpegOptions options{.components = 4, .is_ycck = is_ycck};
    EXPECT_LE(MaxDifference(Decode(EncodeJpeg(32, 8, samples, options)), expected), 2);
  }
}

// Where the stored picture's pixel (column, row) stands in the upright one: EXIF 2.3, tag 0x0112.
std::pair<int64_t, int64_t> UprightPlace(int orientation, int64_t column, int64_t row,
                                         int64_t width, int64_t height) {
  const int64_t right = width - 1 - column;
  const int64_t bottom = height - 1 - row;
  switch (orientation) {
    case 2:
      return {right, row};
    case 3:
      return {right, bottom};
    case 4:
      return {column, bottom};
    case 5:
      return {row, column};
    case 6:
      return {bottom, column};
    case 7:
      return {bottom, right};
    case 8:
      return {row, right};
    default:
      return {column, row};
  }
}

TEST(Exif, AllEightOrientationsStandUprightInBothFormats) {
  const Image stored = SmoothImage(24, 16);
  for (int orientation = 1; orientation <= 8; ++orientation) {
    const bool swaps = orientation >= 5;
    Image upright = MakeImage(swaps ? 16 : 24, swaps ? 24 : 16);
    for (int64_t y = 0; y < 16; ++y) {
      for (int64_t x = 0; x < 24; ++x) {
        const auto [column, row] = UprightPlace(orientation, x, y, 24, 16);
        std::copy_n(stored.Row(y) + x * 3, 3, upright.Row(row) + column * 3);
      }
    }
    EXPECT_EQ(Decode(EncodePng(stored, {.orientation = orientation})), upright) << orientation;
    EXPECT_LE(MaxDifference(Decode(EncodeJpeg(stored, {.orientation = orientation})), upright), 3)
        << orientation;
  }
}

TEST(Exif, OrientationsThatDoNotExistCountAsUpright) {
  const Image image = NoiseImage(5, 4);
  EXPECT_EQ(Decode(EncodePng(image, {.orientation = 9})), image);
}

TEST(Png, GrayOfOneTwoAndFourBitsSpansTheWholeRange) {
  EXPECT_EQ(Decode(EncodePng(8, 1, {0b10100000}, {.bit_depth = 1, .color_type = 0})),
            Gray({255, 0, 255, 0, 0, 0, 0, 0}));
  EXPECT_EQ(Decode(EncodePng(4, 1, {0b00011011}, {.bit_depth = 2, .color_type = 0})),
            Gray({0, 85, 170, 255}));
  EXPECT_EQ(Decode(EncodePng(2, 1, {0x3F}, {.bit_depth = 4, .color_type = 0})), Gray({51, 255}));
}

TEST(Png, SixteenBitsKeepTheHighByte) {
  EXPECT_EQ(Decode(EncodePng(2, 1, {0x12, 0xFF, 0x80, 0x00}, {.bit_depth = 16, .color_type = 0})),
            Gray({0x12, 0x80}));
  EXPECT_EQ(Decode(EncodePng(1, 1, {1, 255, 2, 255, 3, 255}, {.bit_depth = 16, .color_type = 2})),
            Row({{1, 2, 3}}));
}

TEST(Png, AlphaIsDroppedNotBlended) {
  EXPECT_EQ(Decode(EncodePng(2, 1, {9, 8, 7, 0, 6, 5, 4, 128}, {.color_type = 6})),
            Row({{9, 8, 7}, {6, 5, 4}}));
  EXPECT_EQ(Decode(EncodePng(2, 1, {9, 0, 200, 255}, {.color_type = 4})), Gray({9, 200}));
}

TEST(Png, PaletteIndicesBecomeColors) {
  const PngOptions options{
      .bit_depth = 2, .color_type = 3, .palette = {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}}};
  EXPECT_EQ(Decode(EncodePng(3, 1, {0b10000100}, options)), Row({{7, 8, 9}, {1, 2, 3}, {4, 5, 6}}));
}

TEST(Png, InterlacedEqualsPlain) {
  const Image image = NoiseImage(13, 11);
  EXPECT_EQ(Decode(EncodePng(image, {.is_interlaced = true})), image);
}

}  // namespace
}  // namespace aqua::image

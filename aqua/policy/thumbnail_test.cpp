#include "aqua/policy/thumbnail.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "aqua/core/error.h"
#include "aqua/image/test_images.h"
#include "aqua/policy/testing/pictures.h"

namespace aqua::policy {
namespace {

using image::ErrorOf;
using image::Image;
using image::NoiseImage;
using image::Size;

TEST(Thumbnail, TheShorterSideIsAtMost56) {
  EXPECT_EQ(ThumbnailSize({224, 224}), (Size{56, 56}));
  EXPECT_EQ(ThumbnailSize({192, 256}), (Size{56, 75}));  // 256 * 56 / 192 = 74.67
  EXPECT_EQ(ThumbnailSize({300, 2}), (Size{224, 2}));
  EXPECT_EQ(ThumbnailSize({56, 70}), (Size{56, 70}));
  EXPECT_EQ(ThumbnailSize({1, 1}), (Size{1, 1}));
}

TEST(Thumbnail, AnExtremeShapeStaysSmall) {
  EXPECT_EQ(ThumbnailSize({int64_t{1} << 27, 1}), (Size{224, 1}));
  EXPECT_EQ(ThumbnailSize({57, int64_t{1} << 21}), (Size{56, 224}));
  EXPECT_EQ(MakeThumbnail(image::MakeImage(100000, 1)).luma.size(), 224U);
}

// How much of [a, a + a_size) lies in [b, b + b_size).
double Overlap(double a, double a_size, double b, double b_size) {
  return std::max(0.0, std::min(a + a_size, b + b_size) - std::max(a, b));
}

// Every pixel's share of the cell's area, looked up among all pixels.
double PlainMean(const Image& seen, const Thumbnail& thumbnail, int64_t x, int64_t y, int channel) {
  const double high = static_cast<double>(seen.height) / static_cast<double>(thumbnail.height);
  const double wide = static_cast<double>(seen.width) / static_cast<double>(thumbnail.width);
  double sum = 0;
  for (int row = 0; row < seen.height; ++row) {
    for (int column = 0; column < seen.width; ++column) {
      sum += Overlap(static_cast<double>(y) * high, high, row, 1) *
             Overlap(static_cast<double>(x) * wide, wide, column, 1) *
             seen.Row(row)[column * 3 + channel];
    }
  }
  return sum / (high * wide * 255);
}

void ExpectPlainMeans(const Image& seen) {
  const Thumbnail thumbnail = MakeThumbnail(seen);
  for (int64_t y = 0; y < thumbnail.height; y += 5) {
    for (int64_t x = 0; x < thumbnail.width; x += 3) {
      const auto at = static_cast<size_t>(y * thumbnail.width + x);
      for (int channel = 0; channel < 3; ++channel) {
        EXPECT_NEAR(thumbnail.rgb[static_cast<size_t>(channel)][at],
                    PlainMean(seen, thumbnail, x, y, channel), 1e-6);
      }
    }
  }
}

TEST(Thumbnail, ACellIsTheMeanOfItsBox) { ExpectPlainMeans(NoiseImage(112, 168)); }

TEST(Thumbnail, APixelBetweenTwoCellsCountsToBoth) {
  ExpectPlainMeans(NoiseImage(70, 90));
  ExpectPlainMeans(NoiseImage(97, 61));
}

TEST(Thumbnail, FourByFourPixelsMakeACell) {
  const Image seen = GrayPicture(
      224, 224, [](int x, int y) { return x < 4 && y < 4 ? (x == 1 && y == 2 ? 160 : 0) : 255; });
  const Thumbnail thumbnail = MakeThumbnail(seen);
  EXPECT_FLOAT_EQ(thumbnail.luma[0], 10.0F / 255);
  EXPECT_FLOAT_EQ(thumbnail.luma[1], 1);
}

TEST(Thumbnail, LumaWeighsGreenMost) {
  const Image seen = Picture(3, 1, [](int x, int) {
    return std::array<uint8_t, 3>{static_cast<uint8_t>(x == 0 ? 255 : 0),
                                  static_cast<uint8_t>(x == 1 ? 255 : 0),
                                  static_cast<uint8_t>(x == 2 ? 255 : 0)};
  });
  const Thumbnail thumbnail = MakeThumbnail(seen);
  EXPECT_FLOAT_EQ(thumbnail.luma[0], 0.299F);
  EXPECT_FLOAT_EQ(thumbnail.luma[1], 0.587F);
  EXPECT_FLOAT_EQ(thumbnail.luma[2], 0.114F);
}

TEST(Thumbnail, OfAMirroredPictureIsMirroredToTheBit) {
  const Image seen = NoiseImage(190, 160);
  const Thumbnail plain = MakeThumbnail(seen);
  const Thumbnail mirrored = MakeThumbnail(Mirrored(seen));
  for (int64_t y = 0; y < plain.height; ++y) {
    for (int64_t x = 0; x < plain.width; ++x) {
      ASSERT_EQ(plain.luma[static_cast<size_t>(y * plain.width + x)],
                mirrored.luma[static_cast<size_t>((y + 1) * plain.width - 1 - x)]);
    }
  }
}

TEST(Thumbnail, APictureThatIsNoneIsRefused) {
  EXPECT_NE(ErrorOf([] { MakeThumbnail({}); }).find("0 x 0"), std::string::npos);
  Image cut = NoiseImage(4, 4);
  cut.rgb.pop_back();
  EXPECT_NE(ErrorOf([&] { MakeThumbnail(cut); }).find("47 samples; expected 48"),
            std::string::npos);
}

TEST(Thumbnail, ItsWorkIsOneMacForEverySampleAndThreeForLuma) {
  const layers::Workloads work = ThumbnailWork({224, 224});
  ASSERT_EQ(work.size(), 2U);
  EXPECT_EQ(work[0].macs(), 224 * 224 * 3);
  EXPECT_EQ(work[1].macs(), 56 * 56 * 3);
}

}  // namespace
}  // namespace aqua::policy

#include <gtest/gtest.h>

#include <random>

#include "aqua/image/image.h"
#include "aqua/image/internal/jpeg.h"
#include "aqua/image/test_images.h"

namespace aqua::image {
namespace {

std::string ErrorOfDecoding(const Bytes& bytes) {
  return ErrorOf([&] { DecodeImage(bytes, "photo"); });
}

bool Holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(HostileImage, EveryTruncationOfEveryKindIsAnErrorThatNamesTheFile) {
  const Image image = SmoothImage(24, 16);
  const std::vector<Bytes> files = {
      EncodeJpeg(image), EncodeJpeg(image, {.is_progressive = true, .orientation = 6}),
      EncodePng(image), EncodePng(image, {.is_interlaced = true, .orientation = 6})};
  for (const Bytes& file : files) {
    for (size_t size = 0; size < file.size(); ++size) {
      const Bytes part(file.begin(), file.begin() + static_cast<long>(size));
      EXPECT_TRUE(Holds(ErrorOfDecoding(part), "photo: ")) << size << " of " << file.size();
    }
  }
}

// Either an image of the stated size or an Error: never a crash, which the sanitizers watch for.
TEST(HostileImage, FlippedBitsNeverCrash) {
  const Image image = NoiseImage(24, 16);
  const Bytes cmyk(1536, 90);  // 24 x 16 x 4.
  const std::vector<Bytes> files = {EncodeJpeg(image, {.orientation = 5}),
                                    EncodeJpeg(image, {.is_progressive = true}),
                                    EncodeJpeg(24, 16, cmyk, {.components = 4, .is_ycck = true}),
                                    EncodePng(image, {.is_interlaced = true, .orientation = 7})};
  std::mt19937 random(3);
  for (const Bytes& file : files) {
    for (int round = 0; round < 500; ++round) {
      Bytes damaged = file;
      for (int flips = 0; flips < 3; ++flips) {
        // Half of the flips go to the headers, where they do the most.
        const size_t range = flips % 2 == 0 ? std::min<size_t>(file.size(), 200) : file.size();
        damaged[random() % range] ^= static_cast<uint8_t>(1 << random() % 8);
      }
      // A flipped size can be valid and large; what those cost is the limit's concern.
      const int64_t height = damaged[20] * 256 + damaged[21];
      if (height > 4096) continue;
      ErrorOf([&] {
        const Image decoded = DecodeImage(damaged, "photo");
        EXPECT_EQ(decoded.rgb.size(),
                  static_cast<size_t>(decoded.width) * static_cast<size_t>(decoded.height) * 3);
      });
    }
  }
}

TEST(HostileImage, NoImageIsSaidToBeNone) {
  const TempFolder folder;
  EXPECT_TRUE(Holds(ErrorOf([&] { ReadImage(folder.Write("a.jpg", "hello world")); }),
                    "a.jpg: not a JPEG or PNG image"));
  EXPECT_TRUE(Holds(ErrorOf([&] { ReadImage(folder.Write("b.png", "")); }),
                    "b.png: the file is empty, expected a JPEG or PNG image"));
  EXPECT_TRUE(Holds(ErrorOf([&] { ReadImage(folder.path()); }), "is a folder, expected a JPEG"));
  EXPECT_TRUE(Holds(ErrorOf([&] { ReadImage(folder.path() / "none.png"); }),
                    "none.png: no such file, expected a JPEG"));
  EXPECT_TRUE(Holds(ErrorOf([&] { ReadImage("/dev/zero"); }), "is no plain file"));
}

void PutBigEndian(Bytes& bytes, size_t at, uint32_t value, int count) {
  for (int i = 0; i < count; ++i) {
    bytes[at + static_cast<size_t>(i)] = static_cast<uint8_t>(value >> (8 * (count - 1 - i)));
  }
}

size_t FindMarker(const Bytes& jpeg, uint8_t marker) {
  for (size_t i = 0; i + 1 < jpeg.size(); ++i) {
    if (jpeg[i] == 0xFF && jpeg[i + 1] == marker) return i;
  }
  return 0;
}

TEST(HostileImage, JpegBombIsRefusedByItsHeader) {
  Bytes jpeg = EncodeJpeg(SmoothImage(8, 8));
  const size_t frame = FindMarker(jpeg, 0xC0);
  PutBigEndian(jpeg, frame + 5, 65000, 2);
  PutBigEndian(jpeg, frame + 7, 65000, 2);
  EXPECT_TRUE(Holds(ErrorOfDecoding(jpeg), "65000x65000 pixels is over the limit of 134217728"));
}

uint32_t Crc(const Bytes& bytes, size_t begin, size_t end) {
  uint32_t crc = ~0U;
  for (size_t i = begin; i < end; ++i) {
    crc ^= bytes[i];
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ (crc & 1 ? 0xEDB88320U : 0U);
  }
  return ~crc;
}

Bytes PngClaiming(uint32_t width, uint32_t height) {
  Bytes png = EncodePng(SmoothImage(8, 8));
  PutBigEndian(png, 16, width, 4);
  PutBigEndian(png, 20, height, 4);
  PutBigEndian(png, 29, Crc(png, 12, 29), 4);
  return png;
}

TEST(HostileImage, PngBombIsRefusedByItsHeader) {
  EXPECT_TRUE(Holds(ErrorOfDecoding(PngClaiming(100'000, 100'000)), "over the limit of 134217728"));
  EXPECT_TRUE(Holds(ErrorOfDecoding(PngClaiming(0x7FFFFFFF, 0x7FFFFFFF)), "photo: damaged PNG"));
  EXPECT_TRUE(Holds(ErrorOfDecoding(PngClaiming(0, 8)), "photo: damaged PNG"));
}

TEST(HostileImage, EndlessProgressiveScansAreRefused) {
  const Bytes jpeg = EncodeJpeg(8, 8, Bytes(64, 99), {.components = 1, .is_progressive = true});
  const size_t scan = FindMarker(jpeg, 0xDA);
  // The first scan again and again, with what comes between it and the next one.
  const size_t next =
      scan + 1 + FindMarker({jpeg.begin() + static_cast<long>(scan) + 1, jpeg.end()}, 0xC4);
  Bytes endless(jpeg.begin(), jpeg.begin() + static_cast<long>(scan));
  for (int i = 0; i < 2 * internal::kMaxJpegScans; ++i) {
    endless.insert(endless.end(), jpeg.begin() + static_cast<long>(scan),
                   jpeg.begin() + static_cast<long>(next));
  }
  endless.insert(endless.end(), {0xFF, 0xD9});
  EXPECT_TRUE(Holds(ErrorOfDecoding(endless), "too many scans")) << ErrorOfDecoding(endless);
}

}  // namespace
}  // namespace aqua::image

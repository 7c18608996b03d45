// Images and encoded files made in code, for the tests of this room.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "aqua/core/error.h"
#include "aqua/core/testing/temp_folder.h"
#include "aqua/image/image.h"

namespace aqua::image {

using Bytes = std::vector<uint8_t>;

// Pseudo-random pixels; the same for the same seed.
Image NoiseImage(int width, int height, uint32_t seed = 1);
// Slow colour ramps, which JPEG keeps to within a few levels.
Image SmoothImage(int width, int height);
// The largest difference of any sample; the sizes must be equal.
int MaxDifference(const Image& a, const Image& b);

struct JpegOptions {
  int components = 3;  // 1: samples are gray, 4: samples are CMYK as Adobe stores it.
  bool is_progressive = false;
  bool is_ycck = false;
  int orientation = 0;  // 0: no EXIF block.
};

// `samples` has width * height * components values.
Bytes EncodeJpeg(int width, int height, const Bytes& samples, const JpegOptions& options = {});
inline Bytes EncodeJpeg(const Image& image, const JpegOptions& options = {}) {
  return EncodeJpeg(image.width, image.height, image.rgb, options);
}

struct PngOptions {
  int bit_depth = 8;
  int color_type = 2;  // PNG's numbers: 0 gray, 2 RGB, 3 palette, 4 gray + alpha, 6 RGB + alpha.
  bool is_interlaced = false;
  std::vector<std::array<uint8_t, 3>> palette{};
  int orientation = 0;
};

// `packed` holds the rows as PNG packs them: big-endian, each row whole bytes.
Bytes EncodePng(int width, int height, const Bytes& packed, const PngOptions& options = {});
inline Bytes EncodePng(const Image& image, const PngOptions& options = {}) {
  return EncodePng(image.width, image.height, image.rgb, options);
}

// The message of the Error that `call` throws; empty when it throws none.
template <typename Call>
std::string ErrorOf(const Call& call) {
  try {
    call();
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

}  // namespace aqua::image

// A file becomes an image: 8-bit RGB, row by row, upright.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace aqua::image {

struct Image {
  int width = 0;
  int height = 0;
  std::vector<uint8_t> rgb;  // height x width x 3.

  const uint8_t* Row(int64_t y) const { return rgb.data() + y * width * 3; }
  uint8_t* Row(int64_t y) { return rgb.data() + y * width * 3; }
  bool operator==(const Image&) const = default;
};

// The most pixels an image may have, checked before memory is taken for them.
inline constexpr int64_t kMaxPixels = int64_t{1} << 27;
inline constexpr int64_t kMaxFileBytes = int64_t{1} << 29;

// A black image. Throws Error unless both sides are positive and the area is at most kMaxPixels.
Image MakeImage(int64_t width, int64_t height);

// Reads a JPEG (gray, RGB, CMYK, YCCK; baseline or progressive) or a PNG (1 to 16 bits; gray,
// palette, RGB; with or without alpha; interlaced or not). The first bytes decide which, not the
// name. As Pillow's convert("RGB") does, alpha is dropped (not blended) and 16-bit RGB keeps its
// high byte; 16-bit gray keeps its high byte too, where Pillow clips. CMYK samples are taken as
// stored inverted, the way Adobe writes them, and colour profiles are ignored, both as in Pillow.
// The EXIF orientation is applied.
// Throws Error, naming the file, for anything else: a file that is missing, a folder, empty, cut
// short, damaged, no image, over kMaxPixels or over kMaxFileBytes.
Image ReadImage(const std::filesystem::path& path);

// The same from memory; `name` stands for the file in errors.
Image DecodeImage(std::span<const uint8_t> bytes, const std::string& name);

}  // namespace aqua::image

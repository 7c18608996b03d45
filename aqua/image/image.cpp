#include "aqua/image/image.h"

#include <algorithm>
#include <array>

#include "aqua/core/error.h"
#include "aqua/image/internal/jpeg.h"
#include "aqua/image/internal/png.h"
#include "aqua/image/internal/read_file.h"

namespace aqua::image {
namespace {

constexpr std::array<uint8_t, 3> kJpegMagic = {0xFF, 0xD8, 0xFF};
constexpr std::array<uint8_t, 8> kPngMagic = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

bool StartsWith(std::span<const uint8_t> bytes, std::span<const uint8_t> magic) {
  return bytes.size() >= magic.size() && std::equal(magic.begin(), magic.end(), bytes.begin());
}

}  // namespace

Image MakeImage(int64_t width, int64_t height) {
  if (width < 1 || height < 1) {
    throw Error("an image of {}x{} pixels has no pixels, expected at least 1x1", width, height);
  }
  if (width > kMaxPixels / height) {
    throw Error("an image of {}x{} pixels is over the limit of {} pixels; scale it down first",
                width, height, kMaxPixels);
  }
  Image image{static_cast<int>(width), static_cast<int>(height), {}};
  image.rgb.resize(static_cast<size_t>(width * height * 3));
  return image;
}

Image DecodeImage(std::span<const uint8_t> bytes, const std::string& name) {
  if (StartsWith(bytes, kJpegMagic)) return internal::DecodeJpeg(bytes, name);
  if (StartsWith(bytes, kPngMagic)) return internal::DecodePng(bytes, name);
  if (bytes.empty()) throw Error("{}: the file is empty, expected a JPEG or PNG image", name);
  throw Error("{}: not a JPEG or PNG image by its first bytes; convert it to one of these", name);
}

Image ReadImage(const std::filesystem::path& path) {
  const std::string bytes = internal::ReadFile(path, kMaxFileBytes, "a JPEG or PNG image");
  return DecodeImage({reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()}, path.string());
}

}  // namespace aqua::image

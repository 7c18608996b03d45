#include "aqua/image/write.h"

#include <png.h>

#include <algorithm>

#include "aqua/core/error.h"
#include "aqua/core/whole_file.h"

namespace aqua::image {
namespace {

namespace fs = std::filesystem;

constexpr uint8_t kLineRgb[3] = {255, 220, 0};

std::vector<uint8_t> EncodePng(const Image& image) {
  png_image header{};
  header.version = PNG_IMAGE_VERSION;
  header.width = static_cast<png_uint_32>(image.width);
  header.height = static_cast<png_uint_32>(image.height);
  header.format = PNG_FORMAT_RGB;
  png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(header);
  std::vector<uint8_t> bytes(size);
  if (!png_image_write_to_memory(&header, bytes.data(), &size, 0, image.rgb.data(), 0, nullptr)) {
    throw Error("an image of {}x{} pixels cannot be written as PNG ({})", image.width, image.height,
                header.message);
  }
  bytes.resize(size);
  return bytes;
}

}  // namespace

void WritePng(const Image& image, const fs::path& path) {
  const std::vector<uint8_t> bytes = EncodePng(image);
  WriteWholeFile(path, {{reinterpret_cast<const char*>(bytes.data()), bytes.size()}});
}

Image DrawKeptWindow(const Image& image, const Window& kept) {
  AQUA_CHECK((Window{{0, image.height}, {0, image.width}}.Contains(kept)));
  const int64_t line = std::max(1, std::min(image.width, image.height) / 112);
  const Window inside{{kept.rows.begin + line, kept.rows.end - line},
                      {kept.columns.begin + line, kept.columns.end - line}};
  const auto holds = [](const Window& window, int64_t y, int64_t x) {
    return y >= window.rows.begin && y < window.rows.end && x >= window.columns.begin &&
           x < window.columns.end;
  };
  Image drawn = image;
  uint8_t* pixel = drawn.rgb.data();
  for (int64_t y = 0; y < image.height; ++y) {
    for (int64_t x = 0; x < image.width; ++x, pixel += 3) {
      if (!holds(kept, y, x)) {
        for (int c = 0; c < 3; ++c) pixel[c] /= 4;
      } else if (!holds(inside, y, x)) {
        std::copy_n(kLineRgb, 3, pixel);
      }
    }
  }
  return drawn;
}

}  // namespace aqua::image

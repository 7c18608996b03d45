#include "aqua/image/write.h"

#include <fcntl.h>
#include <png.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <system_error>
#include <utility>

#include "aqua/core/error.h"

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

// A new file beside `path`; gone again unless it is renamed to `path`.
class PendingFile {
 public:
  explicit PendingFile(const fs::path& path) : path_(path), pending_(PendingName(path)) {
    const int flags = O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC;
    descriptor_ = open(pending_.c_str(), flags, 0666);
    if (descriptor_ < 0) Fail();
  }
  ~PendingFile() {
    if (descriptor_ >= 0) close(descriptor_);
    if (!is_kept_) unlink(pending_.c_str());
  }
  PendingFile(const PendingFile&) = delete;
  PendingFile& operator=(const PendingFile&) = delete;

  void Write(const uint8_t* bytes, size_t count) {
    while (count > 0) {
      const ssize_t written = write(descriptor_, bytes, count);
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) Fail();
      bytes += written;
      count -= static_cast<size_t>(written);
    }
  }

  void Keep() {
    const int descriptor = std::exchange(descriptor_, -1);
    if (close(descriptor) != 0) Fail();
    if (std::rename(pending_.c_str(), path_.c_str()) != 0) Fail();
    is_kept_ = true;
  }

 private:
  static fs::path PendingName(const fs::path& path) {
    static std::atomic<int> count = 0;
    return path.parent_path() / fmt::format(".aqua-{}-{}.part", getpid(), count++);
  }

  [[noreturn]] void Fail() const {
    throw Error(
        "{}: cannot be written ({}), expected a folder that exists, with room and leave to "
        "write",
        path_.string(), std::generic_category().message(errno));
  }

  fs::path path_;
  fs::path pending_;
  int descriptor_ = -1;
  bool is_kept_ = false;
};

}  // namespace

void WritePng(const Image& image, const fs::path& path) {
  const std::vector<uint8_t> bytes = EncodePng(image);
  PendingFile file(path);
  file.Write(bytes.data(), bytes.size());
  file.Keep();
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

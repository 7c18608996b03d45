#include "aqua/image/internal/png.h"

#include <png.h>

#include <cstring>
#include <new>

#include "aqua/core/error.h"
#include "aqua/image/internal/escape.h"
#include "aqua/image/internal/exif.h"
#include "aqua/image/internal/orientation.h"

namespace aqua::image::internal {
namespace {

[[noreturn]] void LeaveWithMessage(png_structp png, png_const_charp message) {
  static_cast<Escape*>(png_get_error_ptr(png))->Leave(message);
}

void IgnoreWarning(png_structp /*png*/, png_const_charp /*message*/) {}

void ReadBytes(png_structp png, png_bytep target, size_t count) {
  auto* rest = static_cast<std::span<const uint8_t>*>(png_get_io_ptr(png));
  if (count > rest->size()) png_error(png, "premature end of file");
  std::memcpy(target, rest->data(), count);
  *rest = rest->subspan(count);
}

// Owns the libpng decoder; every call into libpng that can fail goes through Step.
class Decoder {
 public:
  Decoder(std::span<const uint8_t> bytes, const std::string& name) : name_(name), rest_(bytes) {
    Step([this] {
      png_ =
          png_create_read_struct(PNG_LIBPNG_VER_STRING, &escape_, LeaveWithMessage, IgnoreWarning);
      if (png_) info_ = png_create_info_struct(png_);
    });
    if (!png_ || !info_) {
      png_destroy_read_struct(&png_, &info_, nullptr);
      throw std::bad_alloc();
    }
    png_set_read_fn(png_, &rest_, ReadBytes);
    png_set_user_limits(png_, kMaxPngSide, kMaxPngSide);
  }
  ~Decoder() { png_destroy_read_struct(&png_, &info_, nullptr); }
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;

  template <typename Call>
  void Step(const Call& call) {
    if (Attempt(escape_, call)) return;
    throw Error("{}: damaged PNG ({}), expected a whole JPEG or PNG image", name_,
                escape_.message.data());
  }

  png_structp png() { return png_; }
  png_infop info() { return info_; }

 private:
  std::string name_;
  std::span<const uint8_t> rest_;
  Escape escape_;
  png_structp png_ = nullptr;
  png_infop info_ = nullptr;
};

// Whatever the file holds, rows come out as 8-bit RGB.
void AskForRgb(png_structp png) {
  png_set_expand(png);
  png_set_strip_16(png);
  png_set_gray_to_rgb(png);
  png_set_strip_alpha(png);
  png_set_interlace_handling(png);
}

void ReadRows(Decoder& decoder, Image& image) {
  std::vector<png_bytep> rows;
  rows.reserve(static_cast<size_t>(image.height));
  for (int y = 0; y < image.height; ++y) rows.push_back(image.Row(y));
  const size_t row_bytes = static_cast<size_t>(image.width) * 3;
  decoder.Step([&] {
    png_structp png = decoder.png();
    AskForRgb(png);
    png_read_update_info(png, decoder.info());
    if (png_get_rowbytes(png, decoder.info()) != row_bytes) png_error(png, "unknown pixel format");
    png_read_image(png, rows.data());
    png_read_end(png, decoder.info());
  });
}

int OrientationOf(Decoder& decoder) {
  png_bytep exif = nullptr;
  png_uint_32 size = 0;
  decoder.Step([&] { png_get_eXIf_1(decoder.png(), decoder.info(), &size, &exif); });
  return exif ? ExifOrientation({exif, size}) : 1;
}

}  // namespace

Image DecodePng(std::span<const uint8_t> bytes, const std::string& name) {
  Decoder decoder(bytes, name);
  decoder.Step([&] { png_read_info(decoder.png(), decoder.info()); });
  const int64_t width = png_get_image_width(decoder.png(), decoder.info());
  const int64_t height = png_get_image_height(decoder.png(), decoder.info());
  RefuseOversized(width, height, name);
  Image image = MakeImage(width, height);
  ReadRows(decoder, image);
  return Upright(std::move(image), OrientationOf(decoder));
}

}  // namespace aqua::image::internal

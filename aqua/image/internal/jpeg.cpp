#include "aqua/image/internal/jpeg.h"

#include "aqua/core/error.h"
#include "aqua/image/internal/escape.h"
#include "aqua/image/internal/exif.h"
#include "aqua/image/internal/libjpeg.h"
#include "aqua/image/internal/orientation.h"

namespace aqua::image::internal {
namespace {

constexpr int kExifMarker = JPEG_APP0 + 1;

[[noreturn]] void LeaveWithMessage(j_common_ptr info) {
  char text[JMSG_LENGTH_MAX];
  info->err->format_message(info, text);
  static_cast<Escape*>(info->client_data)->Leave(text);
}

// Warnings after which pixels are wrong or missing. The others (stray bytes between markers, odd
// version numbers) are common in the wild and harmless.
bool MeansLostPixels(int warning) {
  return warning == JWRN_JPEG_EOF || warning == JWRN_HIT_MARKER || warning == JWRN_HUFF_BAD_CODE ||
         warning == JWRN_ARITH_BAD_CODE || warning == JWRN_MUST_RESYNC;
}

void HandleMessage(j_common_ptr info, int level) {
  const bool is_warning = level < 0;
  if (is_warning && MeansLostPixels(info->err->msg_code)) LeaveWithMessage(info);
}

void IgnoreOutput(j_common_ptr /*info*/) {}

void RefuseEndlessScans(j_common_ptr info) {
  if (reinterpret_cast<j_decompress_ptr>(info)->input_scan_number > kMaxJpegScans) {
    static_cast<Escape*>(info->client_data)->Leave("too many scans");
  }
}

// Owns the libjpeg decoder; every call into libjpeg that can fail goes through Step.
class Decoder {
 public:
  explicit Decoder(const std::string& name) : name_(name) {
    info_.err = jpeg_std_error(&errors_);
    errors_.error_exit = LeaveWithMessage;
    errors_.emit_message = HandleMessage;
    errors_.output_message = IgnoreOutput;
    progress_.progress_monitor = RefuseEndlessScans;
    info_.client_data = &escape_;
    Step([this] { jpeg_create_decompress(&info_); });
    info_.progress = &progress_;
  }
  ~Decoder() { jpeg_destroy_decompress(&info_); }
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;

  template <typename Call>
  void Step(const Call& call) {
    if (Attempt(escape_, call)) return;
    throw Error("{}: damaged JPEG ({}), expected a whole JPEG or PNG image", name_,
                escape_.message.data());
  }

  jpeg_decompress_struct& info() { return info_; }

 private:
  std::string name_;
  Escape escape_;
  jpeg_error_mgr errors_{};
  jpeg_progress_mgr progress_{};
  jpeg_decompress_struct info_{};
};

void ReadHeader(Decoder& decoder, std::span<const uint8_t> bytes) {
  decoder.Step([&] {
    jpeg_decompress_struct& info = decoder.info();
    jpeg_mem_src(&info, bytes.data(), bytes.size());
    jpeg_save_markers(&info, kExifMarker, 0xFFFF);
    jpeg_read_header(&info, TRUE);
    info.out_color_space = info.num_components == 4 ? JCS_CMYK : JCS_RGB;
  });
}

int OrientationOf(const jpeg_decompress_struct& info) {
  for (const jpeg_marker_struct* marker = info.marker_list; marker; marker = marker->next) {
    const std::span<const uint8_t> data{marker->data, marker->data_length};
    if (marker->marker == kExifMarker && HasExifHeader(data)) return ExifOrientation(data);
  }
  return 1;
}

uint8_t TimesOver255(int a, int b) {
  const int product = a * b + 128;
  return static_cast<uint8_t>(((product >> 8) + product) >> 8);
}

// Inverted ink is light: what is left of a channel's light after black ink took its share. Rounded
// as Pillow rounds black - ink * black / 255.
void CmykToRgb(const uint8_t* cmyk, int pixels, uint8_t* rgb) {
  for (int i = 0; i < pixels; ++i, cmyk += 4, rgb += 3) {
    const int black = cmyk[3];
    for (int c = 0; c < 3; ++c) {
      rgb[c] = static_cast<uint8_t>(black - TimesOver255(255 - cmyk[c], black));
    }
  }
}

void ReadRows(Decoder& decoder, Image& image) {
  jpeg_decompress_struct& info = decoder.info();
  const bool is_cmyk = info.out_color_space == JCS_CMYK;
  std::vector<uint8_t> cmyk(is_cmyk ? static_cast<size_t>(image.width) * 4 : 0);
  decoder.Step([&] {
    jpeg_start_decompress(&info);
    while (info.output_scanline < info.output_height) {
      uint8_t* row = image.Row(info.output_scanline);
      JSAMPROW target = is_cmyk ? cmyk.data() : row;
      jpeg_read_scanlines(&info, &target, 1);
      if (is_cmyk) CmykToRgb(target, image.width, row);
    }
    jpeg_finish_decompress(&info);
  });
}

}  // namespace

Image DecodeJpeg(std::span<const uint8_t> bytes, const std::string& name) {
  Decoder decoder(name);
  ReadHeader(decoder, bytes);
  const jpeg_decompress_struct& info = decoder.info();
  RefuseOversized(info.image_width, info.image_height, name);
  if (info.num_components != 1 && info.num_components != 3 && info.num_components != 4) {
    throw Error("{}: a JPEG of {} colour components; expected gray, RGB or CMYK", name,
                info.num_components);
  }
  const int orientation = OrientationOf(info);
  Image image = MakeImage(info.image_width, info.image_height);
  ReadRows(decoder, image);
  return Upright(std::move(image), orientation);
}

}  // namespace aqua::image::internal

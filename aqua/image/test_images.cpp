#include "aqua/image/test_images.h"

#include <png.h>
#include <stdlib.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <random>

#include "aqua/image/internal/libjpeg.h"

namespace aqua::image {
namespace {

// Little-endian TIFF with one field, Orientation.
Bytes OrientationBlock(int orientation) {
  return {'I',
          'I',
          42,
          0,
          8,
          0,
          0,
          0,
          1,
          0,
          0x12,
          1,
          3,
          0,
          1,
          0,
          0,
          0,
          static_cast<uint8_t>(orientation),
          0,
          0,
          0,
          0,
          0,
          0,
          0};
}

void WriteExif(jpeg_compress_struct& info, int orientation) {
  Bytes block = {'E', 'x', 'i', 'f', 0, 0};
  const Bytes tiff = OrientationBlock(orientation);
  block.insert(block.end(), tiff.begin(), tiff.end());
  jpeg_write_marker(&info, JPEG_APP0 + 1, block.data(), static_cast<unsigned>(block.size()));
}

void SetUp(jpeg_compress_struct& info, const JpegOptions& options) {
  info.input_components = options.components;
  info.in_color_space = options.components == 1   ? JCS_GRAYSCALE
                        : options.components == 3 ? JCS_RGB
                                                  : JCS_CMYK;
  jpeg_set_defaults(&info);
  if (options.is_ycck) jpeg_set_colorspace(&info, JCS_YCCK);
  jpeg_set_quality(&info, 100, TRUE);
  for (int c = 0; c < info.num_components; ++c) {
    info.comp_info[c].h_samp_factor = info.comp_info[c].v_samp_factor = 1;
  }
  if (options.is_progressive) jpeg_simple_progression(&info);
}

void AppendBytes(png_structp png, png_bytep data, size_t count) {
  auto* bytes = static_cast<Bytes*>(png_get_io_ptr(png));
  bytes->insert(bytes->end(), data, data + count);
}

}  // namespace

Image NoiseImage(int width, int height, uint32_t seed) {
  Image image = MakeImage(width, height);
  std::mt19937 random(seed);
  for (uint8_t& sample : image.rgb) sample = static_cast<uint8_t>(random());
  return image;
}

Image SmoothImage(int width, int height) {
  Image image = MakeImage(width, height);
  for (int y = 0; y < height; ++y) {
    for (int64_t x = 0; x < width; ++x) {
      uint8_t* pixel = image.Row(y) + x * 3;
      pixel[0] = static_cast<uint8_t>(40 + 180 * x / width);
      pixel[1] = static_cast<uint8_t>(40 + 180 * y / height);
      pixel[2] = static_cast<uint8_t>(200 - 100 * x / width);
    }
  }
  return image;
}

int MaxDifference(const Image& a, const Image& b) {
  int most = a.width == b.width && a.height == b.height ? 0 : 256;
  for (size_t i = 0; most < 256 && i < a.rgb.size(); ++i) {
    most = std::max(most, std::abs(a.rgb[i] - b.rgb[i]));
  }
  return most;
}

Bytes EncodeJpeg(int width, int height, const Bytes& samples, const JpegOptions& options) {
  jpeg_compress_struct info{};
  jpeg_error_mgr errors{};
  info.err = jpeg_std_error(&errors);
  jpeg_create_compress(&info);
  unsigned char* memory = nullptr;
  unsigned long size = 0;
  jpeg_mem_dest(&info, &memory, &size);
  info.image_width = static_cast<JDIMENSION>(width);
  info.image_height = static_cast<JDIMENSION>(height);
  SetUp(info, options);
  jpeg_start_compress(&info, TRUE);
  if (options.orientation > 0) WriteExif(info, options.orientation);
  for (int64_t y = 0; y < height; ++y) {
    JSAMPROW row = const_cast<JSAMPROW>(samples.data() + y * width * options.components);
    jpeg_write_scanlines(&info, &row, 1);
  }
  jpeg_finish_compress(&info);
  jpeg_destroy_compress(&info);
  Bytes bytes(memory, memory + size);
  std::free(memory);
  return bytes;
}

Bytes EncodePng(int width, int height, const Bytes& packed, const PngOptions& options) {
  Bytes bytes;
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
  png_infop info = png_create_info_struct(png);
  png_set_write_fn(png, &bytes, AppendBytes, nullptr);
  png_set_IHDR(png, info, static_cast<png_uint_32>(width), static_cast<png_uint_32>(height),
               options.bit_depth, options.color_type,
               options.is_interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE,
               PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  std::vector<png_color> palette;
  for (const auto& color : options.palette) palette.push_back({color[0], color[1], color[2]});
  if (!palette.empty()) png_set_PLTE(png, info, palette.data(), static_cast<int>(palette.size()));
  Bytes exif = OrientationBlock(options.orientation);
  if (options.orientation > 0) {
    png_set_eXIf_1(png, info, static_cast<png_uint_32>(exif.size()), exif.data());
  }
  std::vector<png_bytep> rows;
  const size_t row_bytes = packed.size() / static_cast<size_t>(height);
  rows.reserve(static_cast<size_t>(height));
  for (int y = 0; y < height; ++y) {
    rows.push_back(const_cast<png_bytep>(packed.data()) + static_cast<size_t>(y) * row_bytes);
  }
  png_set_rows(png, info, rows.data());
  png_write_png(png, info, PNG_TRANSFORM_IDENTITY, nullptr);
  png_destroy_write_struct(&png, &info);
  return bytes;
}

}  // namespace aqua::image

#include "aqua/image/internal/exif.h"

#include <libexif/exif-data.h>

#include <algorithm>
#include <array>
#include <memory>
#include <vector>

namespace aqua::image::internal {
namespace {

constexpr std::array<uint8_t, 6> kHeader = {'E', 'x', 'i', 'f', 0, 0};
// What a JPEG marker can hold. A PNG may hold more; a thumbnail is no reason to read on.
constexpr size_t kMaxBytes = 65536;

}  // namespace

bool HasExifHeader(std::span<const uint8_t> bytes) {
  return bytes.size() >= kHeader.size() &&
         std::equal(kHeader.begin(), kHeader.end(), bytes.begin());
}

int ExifOrientation(std::span<const uint8_t> bytes) {
  std::vector<uint8_t> block;
  if (!HasExifHeader(bytes)) block.assign(kHeader.begin(), kHeader.end());
  block.insert(block.end(), bytes.begin(),
               bytes.begin() + static_cast<ptrdiff_t>(std::min(bytes.size(), kMaxBytes)));
  const std::unique_ptr<ExifData, void (*)(ExifData*)> data(exif_data_new(), exif_data_unref);
  if (!data) return 1;
  // Fixing up what the file holds would invent fields that are not there.
  exif_data_unset_option(data.get(), EXIF_DATA_OPTION_FOLLOW_SPECIFICATION);
  exif_data_load_data(data.get(), block.data(), static_cast<unsigned int>(block.size()));
  const ExifEntry* entry = exif_content_get_entry(data->ifd[EXIF_IFD_0], EXIF_TAG_ORIENTATION);
  if (!entry || entry->format != EXIF_FORMAT_SHORT || entry->size < 2) return 1;
  const int orientation = exif_get_short(entry->data, exif_data_get_byte_order(data.get()));
  return orientation >= 1 && orientation <= 8 ? orientation : 1;
}

}  // namespace aqua::image::internal

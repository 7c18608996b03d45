#include "aqua/crop/crop.h"

#include <algorithm>

#include "aqua/core/error.h"

namespace aqua::crop {

std::string CropCode::ToString() const {
  return {top ? '1' : '0', bottom ? '1' : '0', left ? '1' : '0', right ? '1' : '0'};
}

CropCode CropCode::FromIndex(int index) {
  AQUA_CHECK(index >= 0 && index < kCropCount);
  return {(index & 8) != 0, (index & 4) != 0, (index & 2) != 0, (index & 1) != 0};
}

CropCode CropCode::Parse(std::string_view code) {
  const bool well_formed = code.size() == 4 && std::all_of(code.begin(), code.end(), [](char c) {
                             return c == '0' || c == '1';
                           });
  if (!well_formed) {
    throw Error(
        "crop \"{}\": expected four digits 0 or 1 for TOP BOTTOM LEFT RIGHT, as in 1011 (top, left "
        "and right are cut)",
        code);
  }
  return {code[0] == '1', code[1] == '1', code[2] == '1', code[3] == '1'};
}

std::array<CropCode, kCropCount> AllCrops() {
  std::array<CropCode, kCropCount> crops;
  for (int index = 0; index < kCropCount; ++index) {
    crops[static_cast<size_t>(index)] = CropCode::FromIndex(index);
  }
  return crops;
}

int64_t ScaledDepth(int64_t depth, int64_t map_size, int64_t input_size, Rounding rounding) {
  AQUA_CHECK(depth >= 0 && map_size > 0 && input_size > 0);
  const int64_t product = depth * map_size;
  switch (rounding) {
    case Rounding::kFloor:
      return product / input_size;
    case Rounding::kNearest:
      return (2 * product + input_size) / (2 * input_size);
    case Rounding::kCeil:
      return (product + input_size - 1) / input_size;
  }
  AQUA_CHECK(false);
  return 0;
}

}  // namespace aqua::crop

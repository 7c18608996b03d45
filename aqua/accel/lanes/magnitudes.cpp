#include "aqua/accel/lanes/magnitudes.h"

#include <algorithm>
#include <cstddef>

#include "aqua/accel/checked_math.h"
#include "aqua/core/error.h"

namespace aqua::accel {
namespace {

using layers::Workload;

// Cells that a kernel reaches over from its first position to its last.
int64_t Reach(const Workload& work, int64_t positions, int64_t stride, int64_t kernel,
              int64_t dilation) {
  AQUA_CHECK(positions > 0 && stride > 0 && kernel > 0 && dilation > 0);
  const int64_t moves = CheckedProduct(work.layer, {positions - 1, stride});
  const int64_t spread = CheckedProduct(work.layer, {kernel - 1, dilation});
  return CheckedSum(CheckedSum(moves, spread), 1);
}

MagnitudeMap MapOf(const Workload& work) {
  MagnitudeMap map;
  map.channels = CheckedProduct(work.layer, {work.groups, work.input_channels});
  if (work.kind == layers::WorkKind::kDense) {
    AQUA_CHECK(work.kernel_height == 1 && work.kernel_width == 1);
    map.height = CheckedProduct(work.layer, {work.output_height, work.output_width});
    map.width = 1;
    return map;
  }
  map.height =
      Reach(work, work.output_height, work.stride_height, work.kernel_height, work.dilation_height);
  map.width =
      Reach(work, work.output_width, work.stride_width, work.kernel_width, work.dilation_width);
  return map;
}

void CheckValues(const Workload& work, const LayerInput& input) {
  if (input.values.empty()) return;
  const int bits = work.activation_bits;
  const int64_t least = input.is_signed ? -(int64_t{1} << (bits - 1)) : 0;
  const int64_t most = (int64_t{1} << (input.is_signed ? bits - 1 : bits)) - 1;
  const auto [low, high] = std::minmax_element(input.values.begin(), input.values.end());
  if (*low >= least && *high <= most) return;
  throw Error("layer \"{}\": it reads {}; its {} activation bits hold {} to {}", work.layer,
              *low < least ? *low : *high, bits, least, most);
}

uint16_t Magnitude(int32_t value) { return static_cast<uint16_t>(value < 0 ? -value : value); }

// Folds the square of cells whose first is (top, left) into the folded cell at `to`.
void FoldCell(const LaneLayer& layer, const LayerInput& input, int64_t top, int64_t left,
              uint16_t* to) {
  const Workload& given = layer.given;
  const int64_t channels = given.input_channels;
  const int64_t bottom = std::min(top + given.stride_height, input.height);
  const int64_t right = std::min(left + given.stride_width, input.width);
  for (int64_t y = top; y < bottom; ++y) {
    for (int64_t x = left; x < right; ++x) {
      const int32_t* from = input.values.data() + (y * input.width + x) * input.channels;
      const int64_t place = (x - left) * given.stride_height + (y - top);
      for (int64_t channel = 0; channel < input.channels; ++channel) {
        const int64_t group = channel / channels;
        to[group * layer.work.input_channels + place * channels + channel % channels] =
            Magnitude(from[channel]);
      }
    }
  }
}

}  // namespace

MagnitudeMap ReadMagnitudes(const LaneLayer& layer, const LayerInput& input) {
  const MagnitudeMap read = MapOf(layer.given);
  AQUA_CHECK_EQ(input.channels, read.channels);
  AQUA_CHECK_EQ(input.height, read.height);
  AQUA_CHECK_EQ(input.width, read.width);
  AQUA_CHECK_EQ(static_cast<int64_t>(input.values.size()),
                CheckedProduct(layer.given.layer, {read.height, read.width, read.channels}));
  CheckValues(layer.given, input);
  MagnitudeMap map = MapOf(layer.work);
  map.is_signed = input.is_signed;
  CheckLowBitReads(layer.given, input.low_bits);
  map.low_bits = input.low_bits;
  map.values.resize(static_cast<size_t>(
      CheckedProduct(layer.given.layer, {map.height, map.width, map.channels})));
  if (!layer.is_folded) {
    std::transform(input.values.begin(), input.values.end(), map.values.begin(), Magnitude);
    return map;
  }
  for (int64_t y = 0; y < map.height; ++y) {
    for (int64_t x = 0; x < map.width; ++x) {
      FoldCell(layer, input, y * layer.given.stride_height, x * layer.given.stride_width,
               map.values.data() + (y * map.width + x) * map.channels);
    }
  }
  return map;
}

}  // namespace aqua::accel

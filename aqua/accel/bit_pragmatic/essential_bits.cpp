#include "aqua/accel/bit_pragmatic/essential_bits.h"

#include <bit>
#include <cstddef>

namespace aqua::accel {
namespace {

// By row (or column) of the map: how many pairs of an output row and a kernel row read it.
std::vector<int64_t> Reads(int64_t size, int64_t outputs, int64_t stride, int64_t kernel,
                           int64_t dilation) {
  std::vector<int64_t> reads(static_cast<size_t>(size), 0);
  for (int64_t output = 0; output < outputs; ++output) {
    for (int64_t cell = 0; cell < kernel; ++cell) {
      ++reads[static_cast<size_t>(output * stride + cell * dilation)];
    }
  }
  return reads;
}

int64_t Ones(std::span<const uint16_t> cell) {
  int64_t ones = 0;
  for (const uint16_t magnitude : cell) ones += std::popcount(magnitude);
  return ones;
}

}  // namespace

int64_t EssentialBits(const LaneLayer& layer, const MagnitudeMap& map) {
  const layers::Workload& work = layer.work;
  if (layer.is_dense()) return Ones(map.values);
  const std::vector<int64_t> row_reads = Reads(map.height, work.output_height, work.stride_height,
                                               work.kernel_height, work.dilation_height);
  const std::vector<int64_t> column_reads = Reads(map.width, work.output_width, work.stride_width,
                                                  work.kernel_width, work.dilation_width);
  const auto channels = static_cast<size_t>(map.channels);
  std::span<const uint16_t> left(map.values);
  int64_t ones = 0;
  for (const int64_t in_row : row_reads) {
    for (const int64_t in_column : column_reads) {
      ones += in_row * in_column * Ones(left.first(channels));
      left = left.subspan(channels);
    }
  }
  return ones;
}

}  // namespace aqua::accel

#include "aqua/accel/cell_reads.h"

namespace aqua::accel {
namespace {

std::vector<int64_t> Reads(int64_t outputs, int64_t stride, int64_t kernel, int64_t dilation) {
  const int64_t size = (outputs - 1) * stride + (kernel - 1) * dilation + 1;
  std::vector<int64_t> reads(static_cast<size_t>(size), 0);
  for (int64_t output = 0; output < outputs; ++output) {
    for (int64_t tap = 0; tap < kernel; ++tap) {
      ++reads[static_cast<size_t>(output * stride + tap * dilation)];
    }
  }
  return reads;
}

}  // namespace

CellReads ReadsOf(const layers::Workload& work) {
  AQUA_CHECK(work.has_weights() && work.positions() > 0);
  if (work.kind == layers::WorkKind::kDense) {  // Its positions one below the other.
    return {std::vector<int64_t>(static_cast<size_t>(work.positions()), 1), {1}};
  }
  return {Reads(work.output_height, work.stride_height, work.kernel_height, work.dilation_height),
          Reads(work.output_width, work.stride_width, work.kernel_width, work.dilation_width)};
}

std::vector<int64_t> ReadsOf(const layers::Workload& work, std::span<const int64_t> positions) {
  const CellReads all = ReadsOf(work);
  const auto width = static_cast<int64_t>(all.across.size());
  std::vector<int64_t> reads(all.down.size() * all.across.size(), 0);
  const bool is_dense = work.kind == layers::WorkKind::kDense;
  for (const int64_t position : positions) {
    if (is_dense) {
      ++reads[static_cast<size_t>(position)];
      continue;
    }
    const int64_t y = position / work.output_width * work.stride_height;
    const int64_t x = position % work.output_width * work.stride_width;
    for (int64_t i = 0; i < work.kernel_height; ++i) {
      for (int64_t j = 0; j < work.kernel_width; ++j) {
        const int64_t row = y + i * work.dilation_height;
        ++reads[static_cast<size_t>(row * width + x + j * work.dilation_width)];
      }
    }
  }
  return reads;
}

}  // namespace aqua::accel

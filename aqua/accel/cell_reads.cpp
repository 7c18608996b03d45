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

}  // namespace aqua::accel

#include "aqua/accel/presented_bits.h"

#include <numeric>

#include "aqua/core/error.h"

namespace aqua::accel {
namespace {

struct Axis {
  int64_t cells = 0;
  int64_t outputs = 0;
  int64_t kernel = 0;
  int64_t stride = 0;
  int64_t dilation = 0;
};

// How many (position, tap) pairs of one axis read each cell. Those of a map are the products.
std::vector<int64_t> Readers(const Axis& axis) {
  std::vector<int64_t> readers(static_cast<size_t>(axis.cells), 0);
  for (int64_t output = 0; output < axis.outputs; ++output) {
    for (int64_t tap = 0; tap < axis.kernel; ++tap) {
      ++readers[static_cast<size_t>(output * axis.stride + tap * axis.dilation)];
    }
  }
  return readers;
}

// Of one cell's channels, `times` over.
void AddCell(std::span<const int32_t> channels, int64_t times, PresentedBits& bits) {
  const auto planes = bits.ones_by_bit.size();
  std::vector<int64_t> ones(planes, 0);
  int64_t nonzero = 0;
  for (const int32_t value : channels) {
    nonzero += value != 0;
    for (size_t plane = 0; plane < planes; ++plane) ones[plane] += (value >> plane) & 1;
  }
  bits.nonzero += nonzero * times;
  bits.activations += static_cast<int64_t>(channels.size()) * times;
  for (size_t plane = 0; plane < planes; ++plane) bits.ones_by_bit[plane] += ones[plane] * times;
}

}  // namespace

int64_t PresentedBits::Ones() const {
  return std::accumulate(ones_by_bit.begin(), ones_by_bit.end(), int64_t{0});
}

double PresentedBits::OnesShare() const {
  const double all = static_cast<double>(activations) * static_cast<double>(ones_by_bit.size());
  return all > 0 ? static_cast<double>(Ones()) / all : 0;
}

PresentedBits CountPresentedBits(const layers::Workload& work, const LayerInput& input) {
  AQUA_CHECK_EQ(input.channels, work.groups * work.input_channels);
  AQUA_CHECK_EQ(static_cast<int64_t>(input.values.size()),
                input.channels * input.height * input.width);
  const std::vector<int64_t> down = Readers({input.height, work.output_height, work.kernel_height,
                                             work.stride_height, work.dilation_height});
  const std::vector<int64_t> across = Readers(
      {input.width, work.output_width, work.kernel_width, work.stride_width, work.dilation_width});
  PresentedBits bits;
  bits.ones_by_bit.resize(static_cast<size_t>(work.activation_bits), 0);
  std::span<const int32_t> rest(input.values);
  for (const int64_t rows : down) {
    for (const int64_t columns : across) {
      AddCell(rest.first(static_cast<size_t>(input.channels)), rows * columns, bits);
      rest = rest.subspan(static_cast<size_t>(input.channels));
    }
  }
  return bits;
}

}  // namespace aqua::accel

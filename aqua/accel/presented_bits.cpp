#include "aqua/accel/presented_bits.h"

#include <bit>
#include <numeric>
#include <span>

#include "aqua/accel/cell_reads.h"
#include "aqua/accel/checked_math.h"
#include "aqua/core/error.h"

namespace aqua::accel {
namespace {

using layers::Workload;

// Channels whose ones may be summed in 32 bits.
constexpr int64_t kMostChannels = int64_t{1} << 27;

// Of 16 bits. Written out, because compilers make vector code of it for any processor.
uint32_t Ones(uint32_t bits) {
  bits -= (bits >> 1) & 0x5555;
  bits = (bits & 0x3333) + ((bits >> 2) & 0x3333);
  bits = (bits + (bits >> 4)) & 0x0f0f;
  return (bits + (bits >> 8)) & 0x1f;
}

// Of all channels of one cell.
int64_t OnesOfCell(std::span<const int32_t> channels, PresentedAs as) {
  uint32_t ones = 0;
  for (const int32_t value : channels) ones += Ones(as.Of(value));
  return ones;
}

void CheckValues(const Workload& work, const LayerInput& input) {
  // Bits beyond those that a value may have: all copies of the sign, or none.
  const int kept = input.is_signed ? work.activation_bits - 1 : work.activation_bits;
  int32_t beyond = 0;
  for (const int32_t value : input.values) {
    beyond |= (value >> kept) ^ (input.is_signed ? value >> 31 : 0);
  }
  AQUA_CHECK_EQ(beyond, 0);
}

template <typename Visit>
void VisitInput(const Workload& work, const LayerInput& input, Visit visit) {
  if (work.positions() == 0) return;
  AQUA_CHECK_EQ(input.channels, work.groups * work.input_channels);
  AQUA_CHECK(input.channels <= kMostChannels);
  const CellReads reads = ReadsOf(work);
  AQUA_CHECK_EQ(input.height, static_cast<int64_t>(reads.down.size()));
  AQUA_CHECK_EQ(input.width, static_cast<int64_t>(reads.across.size()));
  CheckValues(work, input);
  VisitCells(work, input.low_bits, std::span<const int32_t>(input.values), visit);
}

}  // namespace

int64_t PresentedBits::Ones() const {
  return std::accumulate(ones_by_bit.begin(), ones_by_bit.end(), int64_t{0});
}

double PresentedBits::OnesShare() const {
  return bits > 0 ? static_cast<double>(Ones()) / static_cast<double>(bits) : 0;
}

PresentedBits CountPresentedBits(const Workload& work, const LayerInput& input) {
  const auto planes = static_cast<size_t>(work.activation_bits);
  PresentedBits bits{0, 0, std::vector<int64_t>(planes, 0), 0};
  VisitInput(work, input, [&](std::span<const int32_t> channels, PresentedAs as, int64_t times) {
    const auto presented = static_cast<int64_t>(channels.size()) * times;
    bits.activations += presented;
    bits.bits += presented * std::popcount(as.mask);
    for (const int32_t value : channels) bits.nonzero += as.Of(value) != 0 ? times : 0;
    for (size_t plane = 0; plane < planes; ++plane) {
      int64_t ones = 0;
      for (const int32_t value : channels) ones += (as.Of(value) >> plane) & 1;
      bits.ones_by_bit[plane] += ones * times;
    }
  });
  return bits;
}

int64_t CountPresentedOnes(const Workload& work, const LayerInput& input) {
  int64_t ones = 0;
  VisitInput(work, input, [&](std::span<const int32_t> channels, PresentedAs as, int64_t times) {
    if (times > 0) ones = CheckedSum(ones, times * OnesOfCell(channels, as));
  });
  return ones;
}

}  // namespace aqua::accel

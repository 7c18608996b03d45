#include "aqua/exec/integer/weight_matrix.h"

#include "aqua/core/error.h"
#include "aqua/quant/quantize.h"

namespace aqua::exec {
namespace {

int CoveringExponentOf(const Tensor& weights, int bits) {
  const quant::Range range = quant::RangeOf(weights.values());
  return quant::CoveringExponent(range.least, range.most, bits, true);
}

// One output channel from (channel, tap) to (tap, channel).
void MoveChannelsInside(std::span<const int32_t> from, int64_t channels, int32_t* to) {
  const int64_t taps = static_cast<int64_t>(from.size()) / channels;
  for (int64_t channel = 0; channel < channels; ++channel) {
    for (int64_t tap = 0; tap < taps; ++tap) {
      to[tap * channels + channel] = from[static_cast<size_t>(channel * taps + tap)];
    }
  }
}

}  // namespace

WeightMatrix::WeightMatrix(const Tensor& weights, int bits, std::vector<int> exponents,
                           const std::string& owner)
    : bits_(bits), exponents_(std::move(exponents)), rows_(weights.size() / weights.shape()[0]) {
  if (exponents_.empty()) exponents_ = {CoveringExponentOf(weights, bits)};
  const int64_t outputs = weights.shape()[0];
  AQUA_CHECK(exponents_.size() == 1 || static_cast<int64_t>(exponents_.size()) == outputs);
  values_.resize(static_cast<size_t>(weights.size()));
  std::vector<int32_t> channel(static_cast<size_t>(rows_));
  for (int64_t output = 0; output < outputs; ++output) {
    const quant::FixedPoint format{bits, Exponents(output, 1)[0], true};
    const auto start = static_cast<size_t>(output * rows_);
    const std::span<const float> trained = weights.values().subspan(start, channel.size());
    if (const auto bad = quant::Quantize(trained, format, channel)) {
      throw Error(
          "{}: weight {} is {}, but fixed point holds finite numbers only; use another model",
          owner, output * rows_ + *bad, trained[static_cast<size_t>(*bad)]);
    }
    MoveChannelsInside(channel, weights.shape()[1], values_.data() + start);
  }
}

std::span<const int32_t> WeightMatrix::Channels(int64_t first, int64_t count) const {
  return std::span(values_).subspan(static_cast<size_t>(first * rows_),
                                    static_cast<size_t>(count * rows_));
}

std::span<const int> WeightMatrix::Exponents(int64_t first, int64_t count) const {
  if (exponents_.size() == 1) return exponents_;
  return std::span(exponents_).subspan(static_cast<size_t>(first), static_cast<size_t>(count));
}

}  // namespace aqua::exec

#include "aqua/quant/log_histogram.h"

#include <algorithm>
#include <cmath>

namespace aqua::quant {
namespace {

constexpr int kMantissaBits = 23;

// The first float mantissa at or above 2^(i/16).
constexpr std::array<uint32_t, kBinsAnOctave> kMantissaEdges = {
    0,       371396,  759234,  1164244, 1587185, 2028851, 2490071, 2971711,
    3474676, 3999908, 4548395, 5121165, 5719293, 6343903, 6996167, 7677310};

}  // namespace

int LogBin(uint32_t bits) {
  constexpr int kBias = 127;
  constexpr uint32_t kExponents = 0xFF;
  const uint32_t mantissa = bits & ((uint32_t{1} << kMantissaBits) - 1);
  const auto* const past = std::upper_bound(kMantissaEdges.begin(), kMantissaEdges.end(), mantissa);
  const int octave = static_cast<int>((bits >> kMantissaBits) & kExponents) - kBias;
  const int bin = octave * kBinsAnOctave + static_cast<int>(past - kMantissaEdges.begin()) - 1;
  return std::clamp(bin + kOneBin, 0, kLogBins - 1);
}

double LogBinBegin(int bin) {
  return std::exp2(static_cast<double>(bin - kOneBin) / kBinsAnOctave);
}

}  // namespace aqua::quant

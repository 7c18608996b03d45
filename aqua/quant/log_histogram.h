// Counts of magnitudes on a logarithmic scale, 16 bins an octave: a magnitude a lies in bin
//   floor(16 * log2 a) + 640, of 1024; bins at the ends take what lies past them
// (the histogram of E. Park's code of weighted-entropy quantization: weight_log_quant_relu_layer).
#pragma once

#include <array>
#include <bit>
#include <cstdint>

namespace aqua::quant {

inline constexpr int kLogBins = 1024;
inline constexpr int kBinsAnOctave = 16;
inline constexpr int kOneBin = 640;  // The bin that begins at 1.

using LogHistogram = std::array<int64_t, kLogBins>;

// The first float mantissa (23 bits) at or above 2^(i/16).
inline constexpr std::array<uint32_t, kBinsAnOctave + 1> kMantissaEdges = {
    0,       371396,  759234,  1164244, 1587185, 2028851, 2490071, 2971711, 3474676,
    3999908, 4548395, 5121165, 5719293, 6343903, 6996167, 7677310, 8388608};

namespace log_histogram_internal {

inline constexpr int kMantissaBits = 23;
inline constexpr int kTopBits = 7;  // Of the mantissa: fine enough for at most one edge a part.

constexpr std::array<uint8_t, 1 << kTopBits> BinsOfParts() {
  std::array<uint8_t, 1 << kTopBits> bins = {};
  for (uint32_t part = 0; part < bins.size(); ++part) {
    uint8_t bin = 0;
    while (kMantissaEdges[bin + 1U] <= part << (kMantissaBits - kTopBits)) ++bin;
    bins[part] = bin;
  }
  return bins;
}

inline constexpr auto kBinsOfParts = BinsOfParts();

}  // namespace log_histogram_internal

// Of the float whose bits these are, without its sign; not zero. What is not finite has the last.
inline int LogBin(uint32_t magnitude_bits) {
  using namespace log_histogram_internal;
  constexpr int kBias = 127;
  const uint32_t mantissa = magnitude_bits & ((uint32_t{1} << kMantissaBits) - 1);
  const uint32_t part = kBinsOfParts[mantissa >> (kMantissaBits - kTopBits)];
  const int past = mantissa >= kMantissaEdges[part + 1] ? 1 : 0;
  const int octave = static_cast<int>(magnitude_bits >> kMantissaBits) - kBias;
  const int bin = octave * kBinsAnOctave + static_cast<int>(part) + past + kOneBin;
  return bin < 0 ? 0 : bin >= kLogBins ? kLogBins - 1 : bin;
}

// Where a bin begins: 2^((bin - 640) / 16).
double LogBinBegin(int bin);

}  // namespace aqua::quant

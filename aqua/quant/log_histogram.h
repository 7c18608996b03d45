// Counts of magnitudes on a logarithmic scale, 16 bins an octave: a magnitude a lies in bin
//   floor(16 * log2 a) + 640, of 1024; bins at the ends take what lies past them
// (the histogram of E. Park's code of weighted-entropy quantization: weight_log_quant_relu_layer).
#pragma once

#include <array>
#include <cstdint>

namespace aqua::quant {

inline constexpr int kLogBins = 1024;
inline constexpr int kBinsAnOctave = 16;
inline constexpr int kOneBin = 640;  // The bin that begins at 1.

using LogHistogram = std::array<int64_t, kLogBins>;

// The bin of a float of these bits, whose sign is not looked at; not zero. What is not finite has
// the last.
int LogBin(uint32_t bits);

// Where a bin begins: 2^((bin - 640) / 16).
double LogBinBegin(int bin);

}  // namespace aqua::quant

// Counts of many floats by magnitude, sign and zero, fast: a look-up and an addition a float.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "aqua/quant/log_histogram.h"

namespace aqua::quant {

class LogCounts {
 public:
  // At most 2^32 floats in all.
  void Add(std::span<const float> values);

  // Magnitudes below all normal floats count as zeros.
  int64_t Zeros() const { return At(kZeroSlot); }
  int64_t Positive(int bin) const { return At(static_cast<size_t>(bin)); }
  int64_t Negative(int bin) const { return At(kLogBins + static_cast<size_t>(bin)); }
  bool all_finite() const { return all_finite_; }

 private:
  static constexpr size_t kZeroSlot = size_t{2} * kLogBins;

  struct Part;
  static std::span<const Part> Parts();

  int64_t At(size_t slot) const { return int64_t{tables_[0][slot]} + tables_[1][slot]; }

  // Taken in turn: a float's count need not wait for its neighbour's, which is often the same.
  std::array<std::array<uint32_t, kZeroSlot + 1>, 2> tables_ = {};
  bool all_finite_ = true;
};

}  // namespace aqua::quant

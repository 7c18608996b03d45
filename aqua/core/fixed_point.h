// Fixed-point numbers: value = integer * 2^exponent, the integer of 1 to 16 bits, signed (two's
// complement) or unsigned. A tensor shares one exponent, or each output channel has its own.
// Rounding is to the nearest integer, ties to the even one; what does not fit saturates; a NaN is
// refused by whoever reads the tensor, never quantized.
#pragma once

#include <cstdint>

namespace aqua {

inline constexpr int kLeastBits = 1;
inline constexpr int kMostBits = 16;
inline constexpr int kLeastExponent = -64;
inline constexpr int kMostExponent = 63;

struct FixedPoint {
  int bits = 16;
  int exponent = 0;
  bool is_signed = true;

  int32_t Least() const { return is_signed ? -(int32_t{1} << (bits - 1)) : 0; }
  int32_t Most() const { return (int32_t{1} << (is_signed ? bits - 1 : bits)) - 1; }
  double Step() const;  // 2^exponent.

  // Infinities saturate. `value` must not be NaN.
  int32_t Quantize(float value) const;
  bool operator==(const FixedPoint&) const = default;
};

// The smallest exponent at which `least` and `most` both fit without saturating; signed when
// `least` is below zero. An empty range (0, 0) has the smallest exponent there is. A range past
// the largest exponent saturates. Both ends are finite, `least` is at most `most`.
FixedPoint CoveringFormat(float least, float most, int bits);

// The same where the sign is given, as for weights. Unsigned: `least` must not be below zero.
int CoveringExponent(float least, float most, int bits, bool is_signed);

}  // namespace aqua

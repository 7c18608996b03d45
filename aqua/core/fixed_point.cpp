#include "aqua/core/fixed_point.h"

#include <algorithm>
#include <cmath>

#include "aqua/core/error.h"

namespace aqua {
namespace {

// `value` in steps of 2^exponent. Exact: no float leaves the range of double this way.
double InSteps(float value, int exponent) {
  return std::ldexp(static_cast<double>(value), -exponent);
}

bool Fits(float value, const FixedPoint& format) {
  const double rounded = std::nearbyint(InSteps(value, format.exponent));
  return rounded >= format.Least() && rounded <= format.Most();
}

}  // namespace

double FixedPoint::Step() const { return std::ldexp(1.0, exponent); }

int32_t FixedPoint::Quantize(float value) const {
  AQUA_CHECK(!std::isnan(value));
  const double rounded = std::nearbyint(InSteps(value, exponent));
  return static_cast<int32_t>(
      std::clamp(rounded, static_cast<double>(Least()), static_cast<double>(Most())));
}

int CoveringExponent(float least, float most, int bits, bool is_signed) {
  AQUA_CHECK(bits >= kLeastBits && bits <= kMostBits);
  AQUA_CHECK(std::isfinite(least) && std::isfinite(most) && least <= most);
  AQUA_CHECK(is_signed || least >= 0);
  FixedPoint format{bits, kLeastExponent, is_signed};
  while (format.exponent < kMostExponent && !(Fits(least, format) && Fits(most, format))) {
    ++format.exponent;
  }
  return format.exponent;
}

FixedPoint CoveringFormat(float least, float most, int bits) {
  const bool is_signed = least < 0;
  return {bits, CoveringExponent(least, most, bits, is_signed), is_signed};
}

}  // namespace aqua

#include "aqua/quant/least_error.h"

#include <algorithm>
#include <array>

#include "aqua/core/error.h"
#include "aqua/core/quantize.h"

namespace aqua::quant {
namespace {

constexpr int kCandidatesBelow = 16;

}  // namespace

double SquaredError(std::span<const float> values, const FixedPoint& format) {
  constexpr size_t kPart = 1024;
  std::array<int32_t, kPart> integers;
  double sum = 0;
  for (size_t first = 0; first < values.size(); first += kPart) {
    const auto part = values.subspan(first, std::min(kPart, values.size() - first));
    Quantize(part, format, std::span(integers).first(part.size()));
    for (size_t i = 0; i < part.size(); ++i) {
      const double error = static_cast<double>(part[i]) - integers[i] * format.Step();
      sum += error * error;
    }
  }
  return sum;
}

int LeastErrorExponent(std::span<const float> values, const FixedPoint& format, int lowest) {
  AQUA_CHECK(format.exponent >= lowest);
  const int last = std::max(lowest, format.exponent - kCandidatesBelow);
  int best = format.exponent;
  double least = SquaredError(values, format);
  FixedPoint candidate = format;
  while (candidate.exponent > last) {
    --candidate.exponent;
    const double error = SquaredError(values, candidate);
    if (error >= least) continue;
    least = error;
    best = candidate.exponent;
  }
  return best;
}

}  // namespace aqua::quant

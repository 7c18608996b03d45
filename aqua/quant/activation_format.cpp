#include "aqua/quant/activation_format.h"

#include <algorithm>

#include "aqua/quant/least_error.h"
#include "aqua/quant/percentile.h"

namespace aqua::quant {
namespace {

// The end of the bin that holds the largest magnitude but `past` of them; 0 when there are no more.
double MagnitudeBut(const LogHistogram& histogram, int64_t past) {
  int64_t above = 0;
  for (int bin = kLogBins - 1; bin >= 0; --bin) {
    above += histogram[static_cast<size_t>(bin)];
    if (above > past) return LogBinBegin(bin + 1);
  }
  return 0;
}

// Of one side of zero, whose farthest value is `farthest`.
float EndOf(const LogHistogram& histogram, int64_t past, float farthest) {
  // The last bin has no end.
  if (histogram.back() > past) return farthest;
  return std::min(farthest, static_cast<float>(MagnitudeBut(histogram, past)));
}

}  // namespace

FixedPoint CoveringActivations(const ActivationSketch& sketch, int bits) {
  return CoveringFormat(std::min(0.0F, sketch.Least()), std::max(0.0F, sketch.Most()), bits);
}

Range PercentileRange(const ActivationSketch& sketch, double percentile) {
  const int64_t past = CountPast(sketch.count(), percentile);
  return {-EndOf(sketch.negative(), past, std::max(0.0F, -sketch.Least())),
          EndOf(sketch.positive(), past, std::max(0.0F, sketch.Most()))};
}

FixedPoint PercentileActivations(const ActivationSketch& sketch, int bits, double percentile) {
  const Range range = PercentileRange(sketch, percentile);
  // So few values are not zero that clipping would leave none.
  if (range.least == range.most) return CoveringActivations(sketch, bits);
  return CoveringFormat(range.least, range.most, bits);
}

FixedPoint LeastErrorActivations(const ActivationSketch& sketch, int bits) {
  FixedPoint format = CoveringActivations(sketch, bits);
  format.exponent = LeastErrorExponent(sketch.Sample(), format);
  return format;
}

}  // namespace aqua::quant

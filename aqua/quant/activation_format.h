// The fixed-point format of what a layer reads, from what was seen of it.
#pragma once

#include "aqua/core/quantize.h"
#include "aqua/quant/activation_sketch.h"

namespace aqua::quant {

// Zero and all that was seen. The sketch is not empty.
FixedPoint CoveringActivations(const ActivationSketch& sketch, int bits);

// Past either end of it lie at most 100 - `percentile` percent of all values; the ends are exact to
// a bin of the histograms, outwards. It holds zero.
Range PercentileRange(const ActivationSketch& sketch, double percentile);
FixedPoint PercentileActivations(const ActivationSketch& sketch, int bits, double percentile);

// Of the exponents from the covering one downwards, that with least squared error over the sample.
FixedPoint LeastErrorActivations(const ActivationSketch& sketch, int bits);

}  // namespace aqua::quant

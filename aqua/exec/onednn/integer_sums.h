// From the int32 sums of an int8 kernel to what is held of its output. A layer with weights on a
// grid that reads a FixedPoint value comes to
//   y = sum * scale + bias,   scale = 2^(activation exponent + weight exponent of the channel)
// with one rounding to float32 of the sum and one of the addition (exec/integer). oneDNN 2.6 adds
// the bias before it multiplies, so it is handed bias / scale: exact, as scale is a power of two.
#pragma once

#include <optional>

#include "aqua/exec/onednn/fusion.h"
#include "aqua/layers/fixed_point/fixed_point.h"
#include "aqua/layers/trained.h"

namespace aqua::exec::onednn {

struct IntegerSums {
  std::vector<float> scales;  // One, or one an output channel.
  Tensor bias;                // In units of the sums; empty: none.
  int unit_exponent = 0;      // The results are in units of 2^unit_exponent.
};

// Of a Conv2d or Gemm on a grid that reads `input`.
// Nothing when a float32 could over- or underflow on the way.
std::optional<IntegerSums> SumsOf(const layers::Layer& layer, const layers::FixedPointLayer& input,
                                  int unit_exponent = 0);

}  // namespace aqua::exec::onednn

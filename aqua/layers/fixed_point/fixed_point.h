// Rounds every value to fixed point, and hands it on as the float that it then is: what a layer
// with weights reads where a precision profile is in force. The graph puts it there (see
// quant/quantized_graph.h); no ONNX operator becomes it.
#pragma once

#include <vector>

#include "aqua/core/border_format.h"
#include "aqua/core/codebook.h"
#include "aqua/core/fixed_point.h"
#include "aqua/layers/pointwise.h"

namespace aqua::layers {

class FixedPointLayer final : public PointwiseLayer {
 public:
  // An empty codebook: every integer of the format. Its starts are values, not steps. `borders`:
  // how a program holds the regions of few bits that its plan may have; the layer itself rounds
  // every cell as the centre's.
  explicit FixedPointLayer(FixedPoint format, Codebook codebook = {},
                           std::vector<BorderFormat> borders = {});

  const FixedPoint& format() const { return format_; }
  const Codebook& codebook() const { return codebook_; }
  const std::vector<BorderFormat>& borders() const { return borders_; }

  // A NaN stays one.
  float Apply(float value) const;

  std::string_view Kind() const override { return "FixedPoint"; }
  void Run(std::span<const Activation> inputs, Activation& result) const override;

 private:
  FixedPoint format_;
  Codebook codebook_;
  std::vector<BorderFormat> borders_;
};

}  // namespace aqua::layers

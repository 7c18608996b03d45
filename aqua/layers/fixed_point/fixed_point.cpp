#include "aqua/layers/fixed_point/fixed_point.h"

#include <cmath>

#include "aqua/core/error.h"
#include "aqua/layers/read_window.h"

namespace aqua::layers {

FixedPointLayer::FixedPointLayer(FixedPoint format, Codebook codebook,
                                 std::vector<BorderFormat> borders)
    : format_(format), codebook_(std::move(codebook)), borders_(std::move(borders)) {
  const std::string fault = CodebookFault(codebook_, format_);
  if (!fault.empty()) throw Error("a codebook has {}", fault);
}

float FixedPointLayer::Apply(float value) const {
  if (std::isnan(value)) return value;
  const int32_t integer = codebook_.empty() ? format_.Quantize(value) : codebook_.Quantize(value);
  return static_cast<float>(integer * format_.Step());
}

void FixedPointLayer::Run(std::span<const Activation> inputs, Activation& result) const {
  const Tensor input = ReadWindow(inputs[0], result.place.window);
  for (int64_t i = 0; i < input.size(); ++i) result.data[i] = Apply(input[i]);
}

}  // namespace aqua::layers

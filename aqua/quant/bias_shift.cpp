#include "aqua/quant/bias_shift.h"

#include <cmath>

#include "aqua/core/error.h"
#include "aqua/layers/trained.h"
#include "aqua/quant/quantized_weights.h"

namespace aqua::quant {

std::vector<float> BiasShifts(const layers::Layer& layer, const layers::Workload& work,
                              const LayerFormat& format, const InputMeans& means,
                              const std::string& owner) {
  const auto inputs = static_cast<size_t>(work.input_channels);
  const auto taps = static_cast<size_t>(work.kernel_height * work.kernel_width);
  const auto outputs = static_cast<size_t>(work.output_channels);
  AQUA_CHECK_EQ(means.trained.size(), inputs * static_cast<size_t>(work.groups));
  AQUA_CHECK_EQ(means.rounded.size(), means.trained.size());
  const Tensor weights = layers::TrainedOf(layer).weights;
  const std::vector<int32_t> integers = QuantizedWeights(weights, format, owner);
  const layers::WeightGrid grid{format.weight_bits, format.weight_exponents};
  std::vector<float> shifts;
  size_t at = 0;
  for (size_t output = 0; output < outputs * static_cast<size_t>(work.groups); ++output) {
    const double step = std::ldexp(1.0, grid.Exponent(static_cast<int64_t>(output)));
    const size_t first_input = output / outputs * inputs;
    double shift = 0;
    for (size_t input = first_input; input < first_input + inputs; ++input) {
      for (size_t tap = 0; tap < taps; ++tap, ++at) {
        shift += static_cast<double>(weights.values()[at]) * means.trained[input] -
                 integers[at] * step * means.rounded[input];
      }
    }
    shifts.push_back(static_cast<float>(shift));
  }
  return shifts;
}

}  // namespace aqua::quant

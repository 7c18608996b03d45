#include "aqua/layers/lrn/lrn.h"

#include <algorithm>
#include <cmath>

#include "aqua/core/error.h"
#include "aqua/layers/read_window.h"

namespace aqua::layers {

Lrn::Lrn(int64_t size, float alpha, float beta, float bias)
    : size_(size), alpha_(alpha), beta_(beta), bias_(bias) {
  constexpr int64_t kMaxSize = int64_t{1} << 31;
  if (size < 1 || size > kMaxSize) {
    throw Error("local response normalization over {} channels, expected 1 or more", size);
  }
}

Shape Lrn::OutputShape(std::span<const Shape> inputs) const {
  if (inputs[0].rank() < 2) {
    throw Error("local response normalization needs channels; the input is {}",
                inputs[0].ToString());
  }
  return inputs[0];
}

void Lrn::Run(std::span<const Activation> inputs, Activation& result) const {
  const Tensor input = ReadWindow(inputs[0], result.place.window);
  const int64_t channels = input.shape().channels();
  const int64_t cells = CellsPerChannel(input.shape());
  for (int64_t i = 0; i < input.size(); ++i) {
    const int64_t channel = i / cells % channels;
    const int64_t first = std::max<int64_t>(0, channel - (size_ - 1) / 2);
    const int64_t last = std::min(channels - 1, channel + size_ / 2);
    double squares = 0;
    for (int64_t c = first; c <= last; ++c) {
      const auto value = static_cast<double>(input[i + (c - channel) * cells]);
      squares += value * value;
    }
    const double mean = squares * static_cast<double>(alpha_) / static_cast<double>(size_);
    const double divisor = std::pow(static_cast<double>(bias_) + mean, static_cast<double>(beta_));
    result.data[i] = static_cast<float>(static_cast<double>(input[i]) / divisor);
  }
}

ImportedLayer ImportLrn(const ImportContext& context) {
  if (!context.HasAttribute("size")) context.Fail("attribute size is missing");
  return {std::make_shared<Lrn>(context.Int("size", 1), context.Float("alpha", 1e-4F),
                                context.Float("beta", 0.75F), context.Float("bias", 1.0F)),
          {0}};
}

}  // namespace aqua::layers

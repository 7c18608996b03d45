#include "aqua/layers/batch_norm/batch_norm.h"

#include <cmath>

#include "aqua/core/error.h"
#include "aqua/layers/read_window.h"

namespace aqua::layers {
namespace {

// In the order of the ONNX inputs 1 to 4.
struct Statistics {
  Tensor gamma;
  Tensor beta;
  Tensor mean;
  Tensor variance;
};

Statistics ImportStatistics(const ImportContext& context) {
  Statistics s{context.ConstantTensor(1), context.ConstantTensor(2), context.ConstantTensor(3),
               context.ConstantTensor(4)};
  for (const Tensor* tensor : {&s.gamma, &s.beta, &s.mean, &s.variance}) {
    if (tensor->shape().rank() != 1 || tensor->size() != s.gamma.size()) {
      context.Fail("scale, bias, mean and variance must have one value a channel; one has shape {}",
                   tensor->shape().ToString());
    }
  }
  return s;
}

bool HasData(const Statistics& s) {
  return s.gamma.has_data() && s.beta.has_data() && s.mean.has_data() && s.variance.has_data();
}

ImportedLayer Make(const ImportContext& context, const Statistics& s, double epsilon) {
  Tensor scale(s.gamma.shape());
  Tensor shift(s.gamma.shape());
  for (int64_t c = 0; c < scale.size(); ++c) {
    const double spread = static_cast<double>(s.variance[c]) + epsilon;
    if (!(spread > 0)) {
      context.Fail("variance + epsilon of channel {} is {}, expected more than 0", c, spread);
    }
    const double exact = static_cast<double>(s.gamma[c]) / std::sqrt(spread);
    scale[c] = static_cast<float>(exact);
    shift[c] =
        static_cast<float>(static_cast<double>(s.beta[c]) - static_cast<double>(s.mean[c]) * exact);
  }
  return {std::make_shared<BatchNorm>(scale, shift), {0}};
}

}  // namespace

BatchNorm::BatchNorm(Tensor scale, Tensor shift)
    : scale_(std::move(scale)), shift_(std::move(shift)) {
  if (scale_.size() != shift_.size()) {
    throw Error("batch normalization with {} scales and {} shifts", scale_.size(), shift_.size());
  }
}

Shape BatchNorm::OutputShape(std::span<const Shape> inputs) const {
  CheckChannels(inputs[0], scale_.size(), "batch normalization");
  return inputs[0];
}

void BatchNorm::Run(std::span<const Activation> inputs, Activation& result) const {
  const Tensor input = ReadWindow(inputs[0], result.place.window);
  const int64_t cells = CellsPerChannel(input.shape());
  for (int64_t i = 0; i < input.size(); ++i) {
    const int64_t channel = i / cells % scale_.size();
    result.data[i] =
        static_cast<float>(static_cast<double>(input[i]) * static_cast<double>(scale_[channel]) +
                           static_cast<double>(shift_[channel]));
  }
}

ImportedLayer ImportBatchNorm(const ImportContext& context) {
  if (context.Int("training_mode", 0) != 0) {
    context.Fail("training_mode is on; export the network for inference (model.eval())");
  }
  if (context.Int("spatial", 1) == 0) {
    context.Fail("spatial is 0 (statistics a cell); AQuA knows statistics a channel only");
  }
  const Statistics statistics = ImportStatistics(context);
  if (!HasData(statistics)) {
    const Tensor channels = Tensor::ShapeOnly(statistics.gamma.shape());
    return {std::make_shared<BatchNorm>(channels, channels), {0}};
  }
  return Make(context, statistics, static_cast<double>(context.Float("epsilon", 1e-5F)));
}

}  // namespace aqua::layers

#include "aqua/layers/prelu/prelu.h"

#include "aqua/layers/read_window.h"

namespace aqua::layers {
namespace {

// True when `slope`, aligned with the end of `input` as broadcasting does, varies by channel only.
bool VariesByChannelOnly(const Shape& slope, const Shape& input) {
  if (slope.rank() > input.rank()) return false;
  for (int axis = 0; axis < slope.rank(); ++axis) {
    const int input_axis = input.rank() - slope.rank() + axis;
    if (slope[axis] == 1) continue;
    if (input_axis != 1 || slope[axis] != input.channels()) return false;
  }
  return true;
}

}  // namespace

Shape PRelu::OutputShape(std::span<const Shape> inputs) const {
  if (slope_.size() != 1) CheckChannels(inputs[0], slope_.size(), "PRelu");
  return inputs[0];
}

void PRelu::Run(std::span<const Activation> inputs, Activation& result) const {
  const Tensor input = ReadWindow(inputs[0], result.place.window);
  const int64_t cells = CellsPerChannel(input.shape());
  for (int64_t i = 0; i < input.size(); ++i) {
    const float slope = slope_.size() == 1 ? slope_[0] : slope_[i / cells % slope_.size()];
    result.data[i] = input[i] < 0 ? slope * input[i] : input[i];
  }
}

ImportedLayer ImportPRelu(const ImportContext& context) {
  const Tensor slope = context.ConstantTensor(1);
  const Shape& input = context.ActivationShape(0);
  if (!VariesByChannelOnly(slope.shape(), input)) {
    context.Fail("slope of {} for an input of {}; AQuA takes one slope, or one a channel ({}x1x1)",
                 slope.shape().ToString(), input.ToString(), input.rank() > 1 ? input[1] : 1);
  }
  return {std::make_shared<PRelu>(slope), {0}};
}

}  // namespace aqua::layers

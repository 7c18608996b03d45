#include "aqua/layers/conv2d/conv2d.h"

#include "aqua/core/error.h"
#include "aqua/layers/import_geometry.h"

namespace aqua::layers {
namespace {

// Sum over one input map of what the kernel finds there when its first tap is at (row, column) of
// the full map; cells outside the kept window read as zero.
double MapSum(const float* map, const Window& kept, int64_t row, int64_t column,
              const float* weights, const KernelGeometry& geometry) {
  const Span taps_down = geometry.rows.TapsOn(kept.rows, row);
  const Span taps_across = geometry.columns.TapsOn(kept.columns, column);
  double sum = 0;
  for (int64_t i = taps_down.begin; i < taps_down.end; ++i) {
    const int64_t held_row = row + i * geometry.rows.dilation - kept.rows.begin;
    for (int64_t j = taps_across.begin; j < taps_across.end; ++j) {
      const int64_t held_column = column + j * geometry.columns.dilation - kept.columns.begin;
      sum += static_cast<double>(map[held_row * kept.width() + held_column]) *
             static_cast<double>(weights[i * geometry.columns.kernel + j]);
    }
  }
  return sum;
}

}  // namespace

Conv2d::Conv2d(Tensor weights, Tensor bias, int64_t groups, KernelGeometry geometry,
               std::optional<WeightGrid> grid)
    : weights_(std::move(weights)),
      bias_(std::move(bias)),
      groups_(groups),
      geometry_(geometry),
      grid_(std::move(grid)) {
  if (!weights_.shape().IsMap()) {
    throw Error("convolution weights have shape {}, expected Cout x Cin x Kh x Kw",
                weights_.shape().ToString());
  }
  for (const int64_t dim : weights_.shape().dims()) {
    if (dim < 1) throw Error("convolution weights of {} hold nothing", weights_.shape().ToString());
  }
  if (groups_ < 1 || weights_.shape()[0] % groups_ != 0) {
    throw Error("{} output channels do not split into {} groups", weights_.shape()[0], groups_);
  }
  if (!bias_.empty() && bias_.size() != weights_.shape()[0]) {
    throw Error("{} biases for {} output channels", bias_.size(), weights_.shape()[0]);
  }
}

Shape Conv2d::OutputShape(std::span<const Shape> inputs) const {
  const Shape& input = inputs[0];
  if (!input.IsMap()) {
    throw Error("a two-dimensional convolution needs an N x C x H x W input, not {}",
                input.ToString());
  }
  if (input.channels() != weights_.shape()[1] * groups_) {
    throw Error("weights for {} input channels, but the input has {}",
                weights_.shape()[1] * groups_, input.channels());
  }
  Shape output = geometry_.OutputShape(input);
  output[1] = weights_.shape()[0];
  return output;
}

Window Conv2d::KeptWindow(std::span<const Place> inputs) const {
  return geometry_.KeptWindow(inputs[0]);
}

Window Conv2d::InputWindow(const Window& output, std::span<const Shape> inputs,
                           size_t /*input_index*/) const {
  return geometry_.InputWindow(output, inputs[0]);
}

double Conv2d::Cell(const Activation& input, int64_t image, int64_t channel, int64_t row,
                    int64_t column) const {
  const Shape& kernel = weights_.shape();
  const Window& kept = input.place.window;
  const int64_t group = channel / (kernel[0] / groups_);
  const int64_t first_map = image * input.place.shape.channels() + group * kernel[1];
  double sum = bias_.empty() ? 0 : static_cast<double>(bias_[channel]);
  for (int64_t i = 0; i < kernel[1]; ++i) {
    sum += MapSum(input.data.data() + (first_map + i) * kept.area(), kept, row, column,
                  weights_.data() + (channel * kernel[1] + i) * kernel[2] * kernel[3], geometry_);
  }
  return sum;
}

void Conv2d::Run(std::span<const Activation> inputs, Activation& result) const {
  const Window& to = result.place.window;
  const Window read = geometry_.InputWindow(to, inputs[0].place.shape);
  float* out = result.data.data();
  for (int64_t n = 0; n < result.place.shape.batch(); ++n) {
    for (int64_t c = 0; c < weights_.shape()[0]; ++c) {
      for (int64_t y = 0; y < to.height(); ++y) {
        for (int64_t x = 0; x < to.width(); ++x) {
          *out++ =
              static_cast<float>(Cell(inputs[0], n, c, read.rows.begin + y * geometry_.rows.stride,
                                      read.columns.begin + x * geometry_.columns.stride));
        }
      }
    }
  }
}

Workload Conv2d::Work(std::span<const Shape> /*inputs*/, const Window& output) const {
  Workload work = geometry_.Work(WorkKind::kConvolution, output);
  work.groups = groups_;
  work.input_channels = weights_.shape()[1];
  work.output_channels = weights_.shape()[0] / groups_;
  return work;
}

ImportedLayer ImportConv2d(const ImportContext& context) {
  if (!context.IsConstant(1)) {
    context.Fail("its weights are computed while the network runs; AQuA needs them constant");
  }
  const Tensor weights = context.ConstantTensor(1);
  if (weights.shape().rank() != 4) {
    context.Fail(
        "weights of shape {}; AQuA runs two-dimensional convolutions, whose weights have "
        "4 dimensions",
        weights.shape().ToString());
  }
  const Tensor bias = context.HasInput(2) ? context.ConstantTensor(2) : Tensor();
  const std::vector<int64_t> kernel = {weights.shape()[2], weights.shape()[3]};
  const KernelGeometry geometry = ImportGeometry(context, kernel);
  return {std::make_shared<Conv2d>(weights, bias, context.Int("group", 1), geometry), {0}};
}

}  // namespace aqua::layers

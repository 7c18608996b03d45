#include "aqua/layers/conv2d/conv2d.h"

#include "aqua/core/error.h"
#include "aqua/layers/import_geometry.h"

namespace aqua::layers {
namespace {

// One output cell's sum over one kernel row; cells outside the kept columns read as zero.
double RowSum(const float* input_row, Span kept, int64_t first_column, const float* weights,
              const KernelAxis& axis) {
  double sum = 0;
  for (int64_t k = 0; k < axis.kernel; ++k) {
    const int64_t column = first_column + k * axis.dilation;
    if (column < kept.begin || column >= kept.end) continue;
    sum += static_cast<double>(input_row[column - kept.begin]) * static_cast<double>(weights[k]);
  }
  return sum;
}

}  // namespace

Conv2d::Conv2d(Tensor weights, Tensor bias, int64_t groups, KernelGeometry geometry)
    : weights_(std::move(weights)), bias_(std::move(bias)), groups_(groups), geometry_(geometry) {
  if (!weights_.shape().IsMap()) {
    throw Error("convolution weights have shape {}, expected Cout x Cin x Kh x Kw",
                weights_.shape().ToString());
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

void Conv2d::Run(std::span<const Activation> inputs, Activation& result) const {
  const Place& from = inputs[0].place;
  const Place& to = result.place;
  const Shape& kernel = weights_.shape();
  const int64_t group_inputs = kernel[1];
  const int64_t group_outputs = kernel[0] / groups_;
  const Window read = geometry_.InputWindow(to.window, from.shape);
  float* out = result.data.data();
  for (int64_t n = 0; n < to.shape.batch(); ++n) {
    for (int64_t c = 0; c < kernel[0]; ++c) {
      const int64_t first_input = n * from.shape.channels() + c / group_outputs * group_inputs;
      for (int64_t y = 0; y < to.window.height(); ++y) {
        for (int64_t x = 0; x < to.window.width(); ++x) {
          double sum = bias_.empty() ? 0 : static_cast<double>(bias_[c]);
          for (int64_t i = 0; i < group_inputs; ++i) {
            for (int64_t k = 0; k < kernel[2]; ++k) {
              const int64_t row =
                  read.rows.begin + y * geometry_.rows.stride + k * geometry_.rows.dilation;
              if (row < from.window.rows.begin || row >= from.window.rows.end) continue;
              const int64_t held_row =
                  (first_input + i) * from.window.height() + row - from.window.rows.begin;
              sum += RowSum(inputs[0].data.data() + held_row * from.window.width(),
                            from.window.columns, read.columns.begin + x * geometry_.columns.stride,
                            weights_.data() + ((c * group_inputs + i) * kernel[2] + k) * kernel[3],
                            geometry_.columns);
            }
          }
          *out++ = static_cast<float>(sum);
        }
      }
    }
  }
}

Workload Conv2d::Work(std::span<const Shape> /*inputs*/, const Window& output) const {
  const Shape& kernel = weights_.shape();
  Workload work;
  work.kind = WorkKind::kConvolution;
  work.groups = groups_;
  work.kernel_height = kernel[2];
  work.kernel_width = kernel[3];
  work.input_channels = kernel[1];
  work.output_channels = kernel[0] / groups_;
  work.stride_height = geometry_.rows.stride;
  work.stride_width = geometry_.columns.stride;
  work.output_height = output.height();
  work.output_width = output.width();
  return work;
}

ImportedLayer ImportConv2d(const ImportContext& context) {
  if (!context.IsConstant(1)) {
    context.Fail("its weights are computed while the network runs; AQuA needs them constant");
  }
  const Tensor weights = context.ConstantTensor(1);
  if (weights.shape().rank() != 4) {
    context.Fail("weights of shape {}; AQuA runs two-dimensional convolutions, whose weights have "
                 "4 dimensions", weights.shape().ToString());
  }
  const Tensor bias = context.HasInput(2) ? context.ConstantTensor(2) : Tensor();
  const std::vector<int64_t> kernel = {weights.shape()[2], weights.shape()[3]};
  const KernelGeometry geometry = ImportGeometry(context, kernel);
  return {std::make_shared<Conv2d>(weights, bias, context.Int("group", 1), geometry), {0}};
}

}  // namespace aqua::layers

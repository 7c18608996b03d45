#include "aqua/layers/gemm/gemm.h"

#include "aqua/core/error.h"
#include "aqua/layers/axis_offsets.h"
#include "aqua/layers/broadcast.h"
#include "aqua/layers/matmul/matmul.h"

namespace aqua::layers {
namespace {

// Input 1 as (Out, In).
Tensor ImportWeights(const ImportContext& context, bool is_out_by_in) {
  Tensor weights = context.ConstantTensor(1);
  if (weights.shape().rank() != 2) {
    context.Fail("its constant right side has shape {}, expected a matrix",
                 weights.shape().ToString());
  }
  if (is_out_by_in) return weights;
  const Shape turned{weights.shape()[1], weights.shape()[0]};
  if (!weights.has_data()) return Tensor::ShapeOnly(turned);
  Tensor result(turned);
  Gather(weights, {EvenOffsets(turned[0], 1), EvenOffsets(turned[1], turned[0])}, 0, result);
  return result;
}

Tensor Scaled(const Tensor& tensor, float factor) {
  if (factor == 1 || !tensor.has_data()) return tensor;
  Tensor result = tensor.Clone();
  for (int64_t i = 0; i < result.size(); ++i) result[i] *= factor;
  return result;
}

// Input 2 as one value an output.
Tensor ImportBias(const ImportContext& context, int64_t outputs) {
  if (!context.HasInput(2)) return {};
  const Tensor bias = context.ConstantTensor(2);
  const Shape& shape = bias.shape();
  const bool fits = shape.rank() <= 2 && (bias.size() == 1 || bias.size() == outputs) &&
                    (shape.rank() < 2 || shape[0] == 1 || bias.size() == 1);
  if (!fits) {
    context.Fail("bias of shape {} for {} outputs; AQuA takes one value, or one an output",
                 shape.ToString(), outputs);
  }
  if (!bias.has_data()) return Tensor::ShapeOnly({outputs});
  Tensor result(Shape{outputs});
  Gather(bias, BroadcastOffsets(Shape{bias.size()}, result.shape()), 0, result);
  return result;
}

}  // namespace

Gemm::Gemm(Tensor weights, Tensor bias, std::optional<WeightGrid> grid)
    : weights_(std::move(weights)), bias_(std::move(bias)), grid_(std::move(grid)) {
  if (weights_.shape().rank() != 2 || weights_.size() < 1) {
    throw Error("dense weights have shape {}, expected Out x In", weights_.shape().ToString());
  }
  if (!bias_.empty() && bias_.size() != weights_.shape()[0]) {
    throw Error("{} biases for {} outputs", bias_.size(), weights_.shape()[0]);
  }
}

Shape Gemm::OutputShape(std::span<const Shape> inputs) const {
  Shape output = inputs[0];
  const int last = output.rank() - 1;
  if (last < 1 || output[last] != weights_.shape()[1]) {
    throw Error("a dense layer of {} inputs does not fit an input of {}", weights_.shape()[1],
                output.ToString());
  }
  output[last] = weights_.shape()[0];
  return output;
}

void Gemm::Run(std::span<const Activation> inputs, Activation& result) const {
  const int64_t outputs = weights_.shape()[0];
  const int64_t length = weights_.shape()[1];
  const Tensor& input = inputs[0].data;
  float* out = result.data.data();
  for (int64_t row = 0; row < input.size() / length; ++row) {
    for (int64_t i = 0; i < outputs; ++i) {
      double sum = bias_.empty() ? 0 : static_cast<double>(bias_[i]);
      for (int64_t k = 0; k < length; ++k) {
        sum += static_cast<double>(input[row * length + k]) *
               static_cast<double>(weights_[i * length + k]);
      }
      *out++ = static_cast<float>(sum);
    }
  }
}

Workload Gemm::Work(std::span<const Shape> inputs, const Window& /*output*/) const {
  Workload work;
  work.kind = WorkKind::kDense;
  work.input_channels = weights_.shape()[1];
  work.output_channels = weights_.shape()[0];
  work.output_height = inputs[0].ElementCount() / weights_.shape()[1];
  work.output_width = 1;
  return work;
}

ImportedLayer ImportGemm(const ImportContext& context) {
  if (context.Int("transA", 0) != 0) {
    context.Fail("transA is on; AQuA multiplies an image's rows from the left only");
  }
  if (context.ActivationShape(0).rank() != 2) {
    context.Fail("its input is {}, expected a matrix", context.ActivationShape(0).ToString());
  }
  if (!context.IsConstant(1)) {
    context.Fail("its right side is computed while the network runs; AQuA needs it constant");
  }
  if (context.HasInput(2) && !context.IsConstant(2)) {
    context.Fail("its bias is computed while the network runs; AQuA needs it constant");
  }
  const Tensor weights = ImportWeights(context, context.Int("transB", 0) != 0);
  const Tensor bias = ImportBias(context, weights.shape()[0]);
  return {std::make_shared<Gemm>(Scaled(weights, context.Float("alpha", 1)),
                                 Scaled(bias, context.Float("beta", 1))),
          {0}};
}

ImportedLayer ImportMatMul(const ImportContext& context) {
  if (context.IsConstant(0)) {
    context.Fail("its left side is a constant; AQuA multiplies an image's rows from the left only");
  }
  if (context.IsConstant(1)) {
    return {std::make_shared<Gemm>(ImportWeights(context, false), Tensor()), {0}};
  }
  return {std::make_shared<MatMul>(), {0, 1}};
}

}  // namespace aqua::layers

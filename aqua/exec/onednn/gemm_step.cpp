// Fully connected layer on oneDNN's inner product.
#include "aqua/exec/onednn/lowering.h"
#include "aqua/exec/onednn/map_memory.h"
#include "aqua/exec/onednn/primitive_step.h"
#include "aqua/layers/gemm/gemm.h"

namespace aqua::exec::onednn {
namespace {

using dnnl::memory;
using layers::Gemm;
using Description = dnnl::inner_product_forward::primitive_desc;

dnnl::inner_product_forward::desc Describe(const Gemm& gemm, const LoweringContext& context,
                                           int64_t rows, bool has_bias) {
  const Shape& shape = gemm.weights().shape();
  const bool is_float = context.input_type() == ElementType::f32;
  const memory::desc weights({shape[0], shape[1]}, is_float ? ElementType::f32 : ElementType::s8,
                             memory::format_tag::any);
  const memory::desc bias = has_bias ? RowMajorDesc({gemm.bias().size()}) : memory::desc();
  return {dnnl::prop_kind::forward_inference, RowMajorDesc({rows, shape[1]}, context.input_type()),
          weights, bias, RowMajorDesc({rows, shape[0]}, context.output_type())};
}

// The kernel and its constants.
struct Kernel {
  Description description;
  Arguments constants;
  std::vector<PostOp> post_ops;
};

Kernel FloatKernel(const Gemm& gemm, const LoweringContext& context, int64_t rows) {
  const memory::desc output = RowMajorDesc({rows, gemm.weights().shape()[0]});
  Arguments constants;
  const std::vector<PostOp> post_ops = ExactPostOps(context, gemm.bias(), output, constants);
  const bool has_bias = constants.empty() && !gemm.bias().empty();
  const Description description(Describe(gemm, context, rows, has_bias),
                                MakeAttributes(post_ops, output), context.weights.engine());
  constants[DNNL_ARG_WEIGHTS] = context.weights.Get(
      gemm.weights(), RowMajorDesc(gemm.weights().shape()), description.weights_desc());
  if (has_bias) {
    const memory::desc bias = description.bias_desc();
    constants[DNNL_ARG_BIAS] = context.weights.Get(gemm.bias(), bias, bias);
  }
  return {description, constants, post_ops};
}

Kernel IntegerKernel(const Gemm& gemm, const LoweringContext& context, int64_t rows) {
  const IntegerSums sums = SumsFor(context);
  const Description description(Describe(gemm, context, rows, !sums.bias.empty()),
                                MakeAttributes(context.node.post_ops, {}, sums),
                                context.weights.engine());
  Arguments constants;
  constants[DNNL_ARG_WEIGHTS] = context.weights.GetIntegers(
      gemm.weights(), *gemm.grid(), RowMajorDesc(gemm.weights().shape(), ElementType::s8),
      description.weights_desc());
  if (!sums.bias.empty()) constants[DNNL_ARG_BIAS] = context.weights.Copy(sums.bias);
  return {description, constants, context.node.post_ops};
}

}  // namespace

std::unique_ptr<Step> LowerGemm(const LoweringContext& context) {
  const auto& gemm = dynamic_cast<const Gemm&>(context.layer());
  if (context.inputs[0].shape.IsMap()) return nullptr;  // Held channels last.
  const int64_t rows = context.inputs[0].shape.ElementCount() / gemm.weights().shape()[1];
  const bool is_float = context.input_type() == ElementType::f32;
  const auto [description, constants, post_ops] =
      is_float ? FloatKernel(gemm, context, rows) : IntegerKernel(gemm, context, rows);
  return std::make_unique<PrimitiveStep>(
      PrimitiveStep::Parts{.primitive = dnnl::inner_product_forward(description),
                           .engine = context.weights.engine(),
                           .inputs = {{DNNL_ARG_SRC, description.src_desc()}},
                           .source = {},
                           .output = description.dst_desc(),
                           .scratchpad = description.scratchpad_desc(),
                           .post_ops = post_ops,
                           .constants = constants});
}

}  // namespace aqua::exec::onednn

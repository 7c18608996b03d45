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

Description Describe(const Gemm& gemm, const LoweringContext& context, int64_t rows) {
  const Shape& shape = gemm.weights().shape();
  const memory::desc weights({shape[0], shape[1]}, memory::data_type::f32, memory::format_tag::any);
  const memory::desc bias =
      gemm.bias().empty() ? memory::desc() : RowMajorDesc({gemm.bias().size()});
  const memory::desc output = RowMajorDesc({rows, shape[0]});
  const dnnl::inner_product_forward::desc desc(
      dnnl::prop_kind::forward_inference, RowMajorDesc({rows, shape[1]}), weights, bias, output);
  return {desc, MakeAttributes(context.node.post_ops, output), context.weights.engine()};
}

}  // namespace

std::unique_ptr<Step> LowerGemm(const LoweringContext& context) {
  const auto& gemm = dynamic_cast<const Gemm&>(context.layer());
  if (context.inputs[0].shape.IsMap()) return nullptr;  // Held channels last.
  const int64_t rows = context.inputs[0].shape.ElementCount() / gemm.weights().shape()[1];
  const Description description = Describe(gemm, context, rows);
  Arguments constants;
  constants[DNNL_ARG_WEIGHTS] = context.weights.Get(
      gemm.weights(), RowMajorDesc(gemm.weights().shape()), description.weights_desc());
  if (!gemm.bias().empty()) {
    const memory::desc bias = description.bias_desc();
    constants[DNNL_ARG_BIAS] = context.weights.Get(gemm.bias(), bias, bias);
  }
  return std::make_unique<PrimitiveStep>(
      PrimitiveStep::Parts{.primitive = dnnl::inner_product_forward(description),
                           .engine = context.weights.engine(),
                           .inputs = {{DNNL_ARG_SRC, description.src_desc()}},
                           .source = {},
                           .output = description.dst_desc(),
                           .scratchpad = description.scratchpad_desc(),
                           .post_ops = context.node.post_ops,
                           .constants = constants});
}

}  // namespace aqua::exec::onednn

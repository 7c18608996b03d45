// Convolution on oneDNN: post-ops fused, weights packed, the input's window read in place.
#include "aqua/exec/onednn/lowering.h"
#include "aqua/exec/onednn/map_memory.h"
#include "aqua/exec/onednn/primitive_step.h"
#include "aqua/layers/conv2d/conv2d.h"

namespace aqua::exec::onednn {
namespace {

using dnnl::memory;
using layers::Conv2d;
using Description = dnnl::convolution_forward::primitive_desc;

memory::dims WeightDims(const Conv2d& conv) {
  const Shape& shape = conv.weights().shape();
  if (conv.groups() == 1) return memory::dims(shape.dims());
  return {conv.groups(), shape[0] / conv.groups(), shape[1], shape[2], shape[3]};
}

memory::desc PlainWeights(const Conv2d& conv) {
  const memory::dims dims = WeightDims(conv);
  const auto tag = dims.size() == 5 ? memory::format_tag::goihw : memory::format_tag::oihw;
  return {dims, memory::data_type::f32, tag};
}

Description Describe(const Conv2d& conv, const WindowedSource& source,
                     const LoweringContext& context) {
  const memory::desc output = PlaceDesc(context.output);
  const memory::desc weights(WeightDims(conv), memory::data_type::f32, memory::format_tag::any);
  const memory::desc bias =
      conv.bias().empty() ? memory::desc() : RowMajorDesc(conv.bias().shape());
  const layers::KernelGeometry& geometry = conv.geometry();
  const EdgePads& pads = source.pads();
  const dnnl::convolution_forward::desc desc(
      dnnl::prop_kind::forward_inference, dnnl::algorithm::convolution_direct,
      MapDesc(source.SourceShape()), weights, bias, output,
      {geometry.rows.stride, geometry.columns.stride},
      {geometry.rows.dilation - 1, geometry.columns.dilation - 1}, {pads.top, pads.left},
      {pads.bottom, pads.right});
  return {desc, MakeAttributes(context.node.post_ops, output), context.weights.engine()};
}

Arguments Constants(const Conv2d& conv, const Description& description, PackedWeights& weights) {
  Arguments constants;
  constants[DNNL_ARG_WEIGHTS] =
      weights.Get(conv.weights(), PlainWeights(conv), description.weights_desc());
  if (!conv.bias().empty()) {
    const memory::desc bias = description.bias_desc();
    constants[DNNL_ARG_BIAS] = weights.Get(conv.bias(), bias, bias);
  }
  return constants;
}

}  // namespace

std::unique_ptr<Step> LowerConv2d(const LoweringContext& context) {
  const auto& conv = dynamic_cast<const Conv2d&>(context.layer());
  const Window need = conv.InputWindow(context.output.window, context.InputShapes(), 0);
  WindowedSource source(context.inputs[0], need, conv.geometry());
  if (!source.CanPad()) source.MaterialisePadding();
  const Description description = Describe(conv, source, context);
  return std::make_unique<PrimitiveStep>(
      PrimitiveStep::Parts{.primitive = dnnl::convolution_forward(description),
                           .engine = context.weights.engine(),
                           .inputs = {{DNNL_ARG_SRC, description.src_desc()}},
                           .source = source,
                           .output = description.dst_desc(),
                           .scratchpad = description.scratchpad_desc(),
                           .post_ops = context.node.post_ops,
                           .constants = Constants(conv, description, context.weights)});
}

}  // namespace aqua::exec::onednn

// Convolution on oneDNN: post-ops fused, weights packed, the input's window read in place.
#include <string_view>

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

memory::desc PlainWeights(const Conv2d& conv, ElementType type) {
  const memory::dims dims = WeightDims(conv);
  const auto tag = dims.size() == 5 ? memory::format_tag::goihw : memory::format_tag::oihw;
  return {dims, type, tag};
}

dnnl::convolution_forward::desc Describe(const Conv2d& conv, const WindowedSource& source,
                                         const LoweringContext& context, bool has_bias) {
  const bool is_float = context.input_type() == ElementType::f32;
  const memory::desc weights(WeightDims(conv), is_float ? ElementType::f32 : ElementType::s8,
                             memory::format_tag::any);
  const memory::desc bias = has_bias ? RowMajorDesc(conv.bias().shape()) : memory::desc();
  const layers::KernelGeometry& geometry = conv.geometry();
  const EdgePads& pads = source.pads();
  return {dnnl::prop_kind::forward_inference,
          dnnl::algorithm::convolution_direct,
          MapDesc(source.SourceShape(), context.input_type()),
          weights,
          bias,
          PlaceDesc(context.output, context.output_type()),
          {geometry.rows.stride, geometry.columns.stride},
          {geometry.rows.dilation - 1, geometry.columns.dilation - 1},
          {pads.top, pads.left},
          {pads.bottom, pads.right}};
}

// The kernel and its constants.
struct Kernel {
  Description description;
  Arguments constants;
  std::vector<PostOp> post_ops;
};

Kernel FloatKernel(const Conv2d& conv, const WindowedSource& source,
                   const LoweringContext& context) {
  const memory::desc output = PlaceDesc(context.output);
  Arguments constants;
  const std::vector<PostOp> post_ops = ExactPostOps(context, conv.bias(), output, constants);
  const bool has_bias = constants.empty() && !conv.bias().empty();
  const Description description(Describe(conv, source, context, has_bias),
                                MakeAttributes(post_ops, output), context.weights.engine());
  constants[DNNL_ARG_WEIGHTS] = context.weights.Get(
      conv.weights(), PlainWeights(conv, ElementType::f32), description.weights_desc());
  if (has_bias) {
    const memory::desc bias = description.bias_desc();
    constants[DNNL_ARG_BIAS] = context.weights.Get(conv.bias(), bias, bias);
  }
  return {description, constants, post_ops};
}

// Where oneDNN's first choice is slower than its older direct kernel, by a tenth: depthwise, or
// few channels to sum over.
bool PrefersDirectKernel(const Conv2d& conv) {
  constexpr int64_t kFewChannels = 24;
  const int64_t channels = conv.weights().shape()[1];
  return channels <= kFewChannels;
}

Description IntegerDescription(const Conv2d& conv, const dnnl::convolution_forward::desc& desc,
                               const dnnl::primitive_attr& attributes, const dnnl::engine& engine) {
  if (PrefersDirectKernel(conv)) {
    Description other(desc, attributes, engine);
    do {
      if (std::string_view(other.impl_info_str()).starts_with("jit_int8:")) return other;
    } while (other.next_impl());
  }
  return {desc, attributes, engine};
}

Kernel IntegerKernel(const Conv2d& conv, const WindowedSource& source,
                     const LoweringContext& context) {
  const IntegerSums sums = SumsFor(context);
  const Description description =
      IntegerDescription(conv, Describe(conv, source, context, !sums.bias.empty()),
                         MakeAttributes(context.node.post_ops, PlaceDesc(context.output), sums),
                         context.weights.engine());
  Arguments constants;
  constants[DNNL_ARG_WEIGHTS] =
      context.weights.GetIntegers(conv.weights(), *conv.grid(), PlainWeights(conv, ElementType::s8),
                                  description.weights_desc());
  if (!sums.bias.empty()) constants[DNNL_ARG_BIAS] = context.weights.Copy(sums.bias);
  return {description, constants, context.node.post_ops};
}

}  // namespace

std::unique_ptr<Step> LowerConv2d(const LoweringContext& context) {
  const auto& conv = dynamic_cast<const Conv2d&>(context.layer());
  const Window need = conv.InputWindow(context.output.window, context.InputShapes(), 0);
  WindowedSource source(context.inputs[0], need, conv.geometry(), context.input_type());
  if (!source.CanPad()) source.MaterialisePadding();
  const bool is_float = context.input_type() == ElementType::f32;
  const auto [description, constants, post_ops] =
      is_float ? FloatKernel(conv, source, context) : IntegerKernel(conv, source, context);
  return std::make_unique<PrimitiveStep>(
      PrimitiveStep::Parts{.primitive = dnnl::convolution_forward(description),
                           .engine = context.weights.engine(),
                           .inputs = {{DNNL_ARG_SRC, description.src_desc()}},
                           .source = source,
                           .output = description.dst_desc(),
                           .scratchpad = description.scratchpad_desc(),
                           .post_ops = post_ops,
                           .addend = PlaceDesc(context.output),
                           .constants = constants});
}

}  // namespace aqua::exec::onednn

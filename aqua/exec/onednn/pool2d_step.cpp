// Max and average pooling on oneDNN.
#include "aqua/exec/onednn/lowering.h"
#include "aqua/exec/onednn/map_memory.h"
#include "aqua/exec/onednn/primitive_step.h"
#include "aqua/layers/pool2d/pool2d.h"

namespace aqua::exec::onednn {
namespace {

using layers::Pool2d;
using Description = dnnl::pooling_v2_forward::primitive_desc;

dnnl::algorithm AlgorithmOf(const Pool2d& pool) {
  if (pool.operation() == layers::PoolOperation::kMax) return dnnl::algorithm::pooling_max;
  return pool.CountsPadding() ? dnnl::algorithm::pooling_avg_include_padding
                              : dnnl::algorithm::pooling_avg_exclude_padding;
}

Description Describe(const Pool2d& pool, const WindowedSource& source,
                     const LoweringContext& context) {
  const layers::KernelGeometry& geometry = pool.geometry();
  const EdgePads& pads = source.pads();
  const dnnl::memory::desc output = PlaceDesc(context.output);
  const dnnl::pooling_v2_forward::desc desc(
      dnnl::prop_kind::forward_inference, AlgorithmOf(pool), MapDesc(source.SourceShape()), output,
      {geometry.rows.stride, geometry.columns.stride},
      {geometry.rows.kernel, geometry.columns.kernel},
      {geometry.rows.dilation - 1, geometry.columns.dilation - 1}, {pads.top, pads.left},
      {pads.bottom, pads.right});
  return {desc, MakeAttributes({}, output), context.weights.engine()};
}

// oneDNN divides by the whole kernel; right where the kernel never leaves the declared padding.
bool StaysInPadding(const EdgePads& pads, const layers::KernelGeometry& geometry,
                    const Place& input) {
  return pads.top <= geometry.PadTop(input.shape) && pads.left <= geometry.PadLeft(input.shape) &&
         pads.bottom <= geometry.PadBottom(input.shape) &&
         pads.right <= geometry.PadRight(input.shape);
}

}  // namespace

std::unique_ptr<Step> LowerPool2d(const LoweringContext& context) {
  const auto& pool = dynamic_cast<const Pool2d&>(context.layer());
  const Window need = pool.InputWindow(context.output.window, context.InputShapes(), 0);
  const WindowedSource source(context.inputs[0], need, pool.geometry());
  // Two corners are left to the plain kernel: windows all in the padding, and averages over cells
  // past the declared padding, which count for ONNX in no average.
  const bool counts_too_much =
      pool.CountsPadding() && !StaysInPadding(source.pads(), pool.geometry(), context.inputs[0]);
  if (!source.CanPad() || counts_too_much) return nullptr;
  const Description description = Describe(pool, source, context);
  return std::make_unique<PrimitiveStep>(
      PrimitiveStep::Parts{.primitive = dnnl::pooling_v2_forward(description),
                           .engine = context.weights.engine(),
                           .inputs = {{DNNL_ARG_SRC, description.src_desc()}},
                           .source = source,
                           .output = description.dst_desc(),
                           .scratchpad = description.scratchpad_desc(),
                           .post_ops = {},
                           .constants = {}});
}

}  // namespace aqua::exec::onednn

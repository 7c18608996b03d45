// A BatchNorm that no convolution could take in: scale and shift by channel, then the activation.
#include "aqua/exec/onednn/lowering.h"
#include "aqua/exec/onednn/map_memory.h"
#include "aqua/exec/onednn/primitive_step.h"
#include "aqua/layers/batch_norm/batch_norm.h"

namespace aqua::exec::onednn {
namespace {

constexpr int kShiftArgument = DNNL_ARG_ATTR_MULTIPLE_POST_OP(0) | DNNL_ARG_SRC_1;

dnnl::primitive_attr ShiftThen(const std::vector<PostOp>& post_ops,
                               const dnnl::memory::desc& channel) {
  dnnl::post_ops ops;
  ops.append_binary(dnnl::algorithm::binary_add, channel);
  for (const PostOp& op : post_ops) AppendEltwise(*op.activation, ops);
  dnnl::primitive_attr attributes;
  attributes.set_post_ops(ops);
  attributes.set_scratchpad_mode(dnnl::scratchpad_mode::user);
  return attributes;
}

}  // namespace

std::unique_ptr<Step> LowerBatchNorm(const LoweringContext& context) {
  const auto& norm = dynamic_cast<const layers::BatchNorm&>(context.layer());
  const Place& input = context.inputs[0];
  if (input.window != context.output.window || input.shape.rank() < 2) return nullptr;
  const dnnl::memory::desc map = PlaceDesc(input);
  const dnnl::memory::desc channel = ByChannelDesc(norm.scale().size(), input.shape.dims().size());
  const dnnl::binary::desc desc(dnnl::algorithm::binary_mul, map, channel, map);
  const dnnl::binary::primitive_desc description(desc, ShiftThen(context.node.post_ops, channel),
                                                 context.weights.engine());
  Arguments constants;
  constants[DNNL_ARG_SRC_1] = context.weights.Get(norm.scale(), channel, channel);
  constants[kShiftArgument] = context.weights.Get(norm.shift(), channel, channel);
  return std::make_unique<PrimitiveStep>(
      PrimitiveStep::Parts{.primitive = dnnl::binary(description),
                           .engine = context.weights.engine(),
                           .inputs = {{DNNL_ARG_SRC_0, map}},
                           .source = {},
                           .output = map,
                           .scratchpad = description.scratchpad_desc(),
                           .post_ops = {},
                           .constants = constants});
}

}  // namespace aqua::exec::onednn

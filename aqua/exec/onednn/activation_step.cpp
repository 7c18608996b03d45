// An activation that no other step could take in.
#include "aqua/exec/onednn/lowering.h"
#include "aqua/exec/onednn/map_memory.h"
#include "aqua/exec/onednn/primitive_step.h"

namespace aqua::exec::onednn {

std::unique_ptr<Step> LowerActivation(const LoweringContext& context) {
  const auto& activation = dynamic_cast<const layers::ActivationLayer&>(context.layer());
  const Place& input = context.inputs[0];
  if (input.window != context.output.window) return nullptr;
  const dnnl::memory::desc desc = PlaceDesc(input);
  // The identity, with the activation as its post-op: one way for every function.
  const dnnl::eltwise_forward::desc identity(dnnl::prop_kind::forward_inference,
                                             dnnl::algorithm::eltwise_linear, desc, 1, 0);
  std::vector<PostOp> post_ops = {{&activation, {}}};
  const dnnl::eltwise_forward::primitive_desc description(identity, MakeAttributes(post_ops, desc),
                                                          context.weights.engine());
  return std::make_unique<PrimitiveStep>(
      PrimitiveStep::Parts{.primitive = dnnl::eltwise_forward(description),
                           .engine = context.weights.engine(),
                           .inputs = {{DNNL_ARG_SRC, description.src_desc()}},
                           .source = {},
                           .output = description.dst_desc(),
                           .scratchpad = description.scratchpad_desc(),
                           .post_ops = post_ops,
                           .constants = {}});
}

}  // namespace aqua::exec::onednn

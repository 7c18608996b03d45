#include "aqua/exec/onednn/post_ops.h"

#include <cfloat>
#include <cmath>

#include "aqua/core/error.h"

namespace aqua::exec::onednn {

using dnnl::algorithm;
using layers::ActivationFunction;

void AppendEltwise(const layers::ActivationLayer& activation, dnnl::post_ops& post_ops) {
  const float alpha = activation.alpha();
  const float beta = activation.beta();
  const auto append = [&post_ops](algorithm kind, float a, float b) {
    post_ops.append_eltwise(1.0F, kind, a, b);
  };
  switch (activation.function()) {
    case ActivationFunction::kRelu:
      return append(algorithm::eltwise_relu, alpha, 0);
    case ActivationFunction::kClip:
      // oneDNN's clip multiplies by its bounds, so an open end is the largest number.
      return append(algorithm::eltwise_clip, std::isinf(alpha) ? -FLT_MAX : alpha,
                    std::isinf(beta) ? FLT_MAX : beta);
    case ActivationFunction::kSigmoid:
      return append(algorithm::eltwise_logistic, 0, 0);
    case ActivationFunction::kHardSigmoid:
      append(algorithm::eltwise_linear, alpha, beta);
      return append(algorithm::eltwise_clip, 0, 1);
    case ActivationFunction::kHardSwish:
      return append(algorithm::eltwise_hardswish, 0, 0);
    case ActivationFunction::kTanh:
      return append(algorithm::eltwise_tanh, 0, 0);
    case ActivationFunction::kElu:
      return append(algorithm::eltwise_elu, alpha, 0);
  }
}

dnnl::primitive_attr MakeAttributes(const std::vector<PostOp>& post_ops,
                                    const dnnl::memory::desc& output) {
  dnnl::post_ops ops;
  for (const PostOp& op : post_ops) {
    if (op.addend) {
      ops.append_binary(algorithm::binary_add, output);
    } else {
      AppendEltwise(*op.activation, ops);
    }
  }
  dnnl::primitive_attr attributes;
  attributes.set_post_ops(ops);
  attributes.set_scratchpad_mode(dnnl::scratchpad_mode::user);
  return attributes;
}

void BindAddends(const std::vector<PostOp>& post_ops, const dnnl::memory::desc& output,
                 const dnnl::engine& engine, std::span<float* const> addends,
                 Arguments& arguments) {
  int position = 0;
  size_t next_addend = 0;
  for (const PostOp& op : post_ops) {
    if (op.addend) {
      arguments[DNNL_ARG_ATTR_MULTIPLE_POST_OP(position) | DNNL_ARG_SRC_1] =
          dnnl::memory(output, engine, addends[next_addend++]);
      ++position;
    } else {
      dnnl::post_ops own;
      AppendEltwise(*op.activation, own);
      position += own.len();
    }
  }
}

}  // namespace aqua::exec::onednn

#include "aqua/exec/onednn/post_ops.h"

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <set>

#include "aqua/exec/onednn/map_memory.h"

namespace aqua::exec::onednn {

using dnnl::algorithm;
using layers::ActivationFunction;

namespace {

constexpr int kByteBits = 8;
constexpr int kByChannel = 1 << 1;  // A mask: a scale for each index of dimension 1.

dnnl::primitive_attr AttributesOf(const dnnl::post_ops& ops) {
  dnnl::primitive_attr attributes;
  attributes.set_post_ops(ops);
  attributes.set_scratchpad_mode(dnnl::scratchpad_mode::user);
  return attributes;
}

// oneDNN's clip multiplies by its bounds, so an open end is the largest number.
float Bound(float bound, int unit_exponent) {
  return std::clamp(std::ldexp(bound, -unit_exponent), -FLT_MAX, FLT_MAX);
}

std::set<algorithm> AlgorithmsOf(const layers::ActivationLayer& activation) {
  dnnl::post_ops ops;
  AppendEltwise(activation, ops);
  std::set<algorithm> algorithms;
  for (int i = 0; i < ops.len(); ++i) {
    float scale = 0;
    float alpha = 0;
    float beta = 0;
    algorithm kind = algorithm::undef;
    ops.get_params_eltwise(i, scale, kind, alpha, beta);
    algorithms.insert(kind);
  }
  return algorithms;
}

bool IsClip(const PostOp& op) {
  return op.activation != nullptr && op.activation->function() == ActivationFunction::kClip;
}

// From results in units of 2^unit_exponent, clipped by `clip` if any, to integers of `format`. The
// kernel's own conversion to bytes rounds to the nearest, ties to even, and saturates at the byte's
// ends.
void AppendRounding(const FixedPoint& format, const layers::ActivationLayer* clip,
                    int unit_exponent, dnnl::post_ops& ops) {
  if (format.exponent != unit_exponent) {
    ops.append_eltwise(1.0F, algorithm::eltwise_linear,
                       std::ldexp(1.0F, unit_exponent - format.exponent), 0);
  }
  if (format.bits == kByteBits && clip == nullptr) return;
  auto least = static_cast<float>(format.Least());
  auto most = static_cast<float>(format.Most());
  if (clip != nullptr) {
    const float clipped_least = std::clamp(Bound(clip->alpha(), format.exponent), least, most);
    most = std::clamp(Bound(clip->beta(), format.exponent), least, most);
    least = clipped_least;
  }
  ops.append_eltwise(1.0F, algorithm::eltwise_clip, least, most);
}

}  // namespace

void AppendEltwise(const layers::ActivationLayer& activation, dnnl::post_ops& post_ops,
                   int unit_exponent) {
  const float alpha = activation.alpha();
  const float beta = activation.beta();
  const auto append = [&post_ops](algorithm kind, float a, float b) {
    post_ops.append_eltwise(1.0F, kind, a, b);
  };
  switch (activation.function()) {
    case ActivationFunction::kRelu:
      return append(algorithm::eltwise_relu, alpha, 0);
    case ActivationFunction::kClip:
      return append(algorithm::eltwise_clip, Bound(alpha, unit_exponent),
                    Bound(beta, unit_exponent));
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
                                    const dnnl::memory::desc& addend) {
  dnnl::post_ops ops;
  for (const PostOp& op : post_ops) {
    if (op.addend) {
      ops.append_binary(algorithm::binary_add, addend);
    } else if (op.bias != nullptr) {
      ops.append_binary(algorithm::binary_add,
                        ByChannelDesc(op.bias->size(), addend.dims().size()));
    } else {
      AppendEltwise(*op.activation, ops);
    }
  }
  return AttributesOf(ops);
}

dnnl::primitive_attr MakeAttributes(const std::vector<PostOp>& post_ops,
                                    const dnnl::memory::desc& addend, const IntegerSums& sums) {
  dnnl::post_ops ops;
  const layers::ActivationLayer* last_clip = nullptr;  // Of an op that the rounding takes in.
  for (size_t i = 0; i < post_ops.size(); ++i) {
    const PostOp& op = post_ops[i];
    const bool is_rounded = i + 1 < post_ops.size() && post_ops[i + 1].rounding != nullptr;
    if (op.addend) {
      ops.append_binary(algorithm::binary_add, addend);
    } else if (op.rounding != nullptr) {
      AppendRounding(op.rounding->format(), last_clip, sums.unit_exponent, ops);
    } else if (is_rounded && IsClip(op)) {
      last_clip = op.activation;
    } else {
      AppendEltwise(*op.activation, ops, sums.unit_exponent);
    }
  }
  dnnl::primitive_attr attributes = AttributesOf(ops);
  attributes.set_output_scales(sums.scales.size() == 1 ? 0 : kByChannel, sums.scales);
  return attributes;
}

bool CanFollow(const layers::ActivationLayer& activation, const std::vector<PostOp>& post_ops) {
  const std::set<algorithm> own = AlgorithmsOf(activation);
  return std::none_of(post_ops.begin(), post_ops.end(), [&](const PostOp& op) {
    if (op.activation == nullptr) return false;
    const std::set<algorithm> before = AlgorithmsOf(*op.activation);
    return std::any_of(own.begin(), own.end(),
                       [&](algorithm kind) { return before.count(kind) > 0; });
  });
}

bool CanFollow(const layers::FixedPointLayer& rounding, const std::vector<PostOp>& post_ops) {
  const bool is_exact = std::all_of(post_ops.begin(), post_ops.end(), [](const PostOp& op) {
    return op.activation == nullptr || IsClip(op) ||
           op.activation->function() == ActivationFunction::kRelu;
  });
  const auto clip = std::find_if(post_ops.begin(), post_ops.end(), IsClip);
  const bool clips_once = clip == post_ops.end() || clip + 1 == post_ops.end();
  return is_exact && (clips_once || rounding.format().bits == kByteBits);
}

std::vector<PostOp> ExactPostOps(const LoweringContext& context, const Tensor& bias,
                                 const dnnl::memory::desc& output, Arguments& constants) {
  std::vector<PostOp> post_ops = context.node.post_ops;
  const bool is_on_grid =
      layers::GridOf(context.layer()) != nullptr && context.InputRounding() != nullptr;
  if (!is_on_grid || bias.empty()) return post_ops;
  post_ops.insert(post_ops.begin(), PostOp{.bias = &bias});
  const dnnl::memory::desc desc = ByChannelDesc(bias.size(), output.dims().size());
  constants[DNNL_ARG_ATTR_MULTIPLE_POST_OP(0) | DNNL_ARG_SRC_1] =
      context.weights.Get(bias, desc, desc);
  return post_ops;
}

IntegerSums SumsFor(const LoweringContext& context) {
  const std::vector<PostOp>& post_ops = context.node.post_ops;
  const bool adds = std::any_of(post_ops.begin(), post_ops.end(),
                                [](const PostOp& op) { return op.addend.has_value(); });
  if (!post_ops.empty() && post_ops.back().rounding != nullptr && !adds) {
    const int exponent = post_ops.back().rounding->format().exponent;
    if (auto sums = SumsOf(context.layer(), *context.InputRounding(), exponent)) return *sums;
  }
  return *SumsOf(context.layer(), *context.InputRounding());
}

void BindAddends(const std::vector<PostOp>& post_ops, const dnnl::memory::desc& addend,
                 const dnnl::engine& engine, std::span<char* const> addends, Arguments& arguments) {
  int position = 0;
  size_t next_addend = 0;
  for (const PostOp& op : post_ops) {
    if (op.addend) {
      arguments[DNNL_ARG_ATTR_MULTIPLE_POST_OP(position) | DNNL_ARG_SRC_1] =
          dnnl::memory(addend, engine, addends[next_addend++]);
      ++position;
    } else if (op.bias != nullptr) {
      ++position;
    } else if (op.activation != nullptr) {
      dnnl::post_ops own;
      AppendEltwise(*op.activation, own);
      position += own.len();
    }
  }
}

}  // namespace aqua::exec::onednn

// Post-ops of a fused node in oneDNN's terms.
#pragma once

#include <oneapi/dnnl/dnnl.hpp>
#include <unordered_map>

#include "aqua/exec/onednn/fusion.h"

namespace aqua::exec::onednn {

using Arguments = std::unordered_map<int, dnnl::memory>;

// Attributes with the post-ops appended in order. Addends look like `output`.
dnnl::primitive_attr MakeAttributes(const std::vector<PostOp>& post_ops,
                                    const dnnl::memory::desc& output);

void AppendEltwise(const layers::ActivationLayer& activation, dnnl::post_ops& post_ops);

// Adds memory for the addends, bound to `addends` in order.
void BindAddends(const std::vector<PostOp>& post_ops, const dnnl::memory::desc& output,
                 const dnnl::engine& engine, std::span<float* const> addends, Arguments& arguments);

}  // namespace aqua::exec::onednn

// Post-ops of a fused node in oneDNN's terms.
#pragma once

#include <oneapi/dnnl/dnnl.hpp>
#include <unordered_map>

#include "aqua/exec/onednn/integer_sums.h"
#include "aqua/exec/onednn/lowering.h"

namespace aqua::exec::onednn {

using Arguments = std::unordered_map<int, dnnl::memory>;

// Attributes with the post-ops appended in order. Addends look like `addend`, which has the
// output's number of dimensions.
dnnl::primitive_attr MakeAttributes(const std::vector<PostOp>& post_ops,
                                    const dnnl::memory::desc& addend);
// The same for an int8 kernel that comes to `sums`.
dnnl::primitive_attr MakeAttributes(const std::vector<PostOp>& post_ops,
                                    const dnnl::memory::desc& addend, const IntegerSums& sums);

// Whether a kernel can do this after `post_ops`. oneDNN 2.6 gives all eltwise post-ops of one
// algorithm the parameters of the first, so none may come twice; a rounding takes in a clip before
// it, and is exact after relu, clip and addition only.
bool CanFollow(const layers::ActivationLayer& activation, const std::vector<PostOp>& post_ops);
bool CanFollow(const layers::FixedPointLayer& rounding, const std::vector<PostOp>& post_ops);

// The post-ops of a kernel in float that writes `output`. Where its sums are those of integers on a
// grid the bias comes first among them, with its memory in `constants`: a sum whose parts are all
// below 2^24 units is exact in float32 in whatever order, and then the bias rounds once, as in
// exec/integer.
std::vector<PostOp> ExactPostOps(const LoweringContext& context, const Tensor& bias,
                                 const dnnl::memory::desc& output, Arguments& constants);

// The sums of the context's int8 kernel, in the units of its output where the post-ops allow that.
IntegerSums SumsFor(const LoweringContext& context);

// Relu and clip only can act on values in units other than 1: of 2^unit_exponent.
void AppendEltwise(const layers::ActivationLayer& activation, dnnl::post_ops& post_ops,
                   int unit_exponent = 0);

// Adds memory for the addends, bound to `addends` in order.
void BindAddends(const std::vector<PostOp>& post_ops, const dnnl::memory::desc& addend,
                 const dnnl::engine& engine, std::span<char* const> addends, Arguments& arguments);

}  // namespace aqua::exec::onednn

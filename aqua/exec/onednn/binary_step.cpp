// Cell-by-cell arithmetic of two values, or of a value and a constant, on oneDNN's binary
// primitive.
#include "aqua/exec/onednn/lowering.h"
#include "aqua/exec/onednn/map_memory.h"
#include "aqua/exec/onednn/primitive_step.h"
#include "aqua/layers/binary/binary.h"

namespace aqua::exec::onednn {
namespace {

using dnnl::memory;
using layers::Binary;
using layers::BinaryOperation;

dnnl::algorithm AlgorithmOf(BinaryOperation operation) {
  switch (operation) {
    case BinaryOperation::kAdd:
      return dnnl::algorithm::binary_add;
    case BinaryOperation::kSubtract:
      return dnnl::algorithm::binary_sub;
    case BinaryOperation::kMultiply:
      return dnnl::algorithm::binary_mul;
    case BinaryOperation::kDivide:
      return dnnl::algorithm::binary_div;
  }
  return dnnl::algorithm::undef;
}

// The constant with leading ones to the rank of `like`; nullopt when it varies over rows or
// columns.
std::optional<memory::desc> BroadcastDesc(const Tensor& constant, const Shape& like) {
  std::vector<int64_t> dims = constant.shape().dims();
  if (static_cast<int>(dims.size()) > like.rank()) return {};
  dims.insert(dims.begin(), static_cast<size_t>(like.rank()) - dims.size(), 1);
  if (like.IsMap() && (dims[2] != 1 || dims[3] != 1)) return {};
  return RowMajorDesc(Shape(dims));
}

// Both operands as oneDNN sees them; the first is never the one that is broadcast.
struct Operands {
  PrimitiveStep::Input first;
  memory::desc second;
};

std::optional<Operands> TwoValues(const LoweringContext& context) {
  const Place& a = context.inputs[0];
  const Place& b = context.inputs[1];
  const bool a_fits = a.shape == context.output.shape && a.window == context.output.window;
  const bool b_fits = b.shape == context.output.shape && b.window == context.output.window;
  const bool b_is_gate = a.shape.IsMap() && b.shape.IsMap() && b.shape.height() == 1 &&
                         b.shape.width() == 1 && b.shape.channels() == a.shape.channels();
  if (!a_fits || !(b_fits || b_is_gate)) return {};
  return Operands{{DNNL_ARG_SRC_0, PlaceDesc(a)}, PlaceDesc(b)};
}

std::unique_ptr<Step> MakeStep(const LoweringContext& context, const Operands& operands,
                               std::vector<PrimitiveStep::Input> inputs, Arguments constants) {
  const auto& binary = dynamic_cast<const Binary&>(context.layer());
  const memory::desc output = PlaceDesc(context.output);
  const dnnl::binary::desc desc(AlgorithmOf(binary.operation()), operands.first.desc,
                                operands.second, output);
  const dnnl::binary::primitive_desc description(
      desc, MakeAttributes(context.node.post_ops, output), context.weights.engine());
  return std::make_unique<PrimitiveStep>(
      PrimitiveStep::Parts{.primitive = dnnl::binary(description),
                           .engine = context.weights.engine(),
                           .inputs = std::move(inputs),
                           .source = {},
                           .output = output,
                           .scratchpad = description.scratchpad_desc(),
                           .post_ops = context.node.post_ops,
                           .constants = std::move(constants)});
}

std::unique_ptr<Step> LowerWithConstant(const LoweringContext& context, const Binary& binary) {
  const Place& input = context.inputs[0];
  const bool commutes = binary.operation() == BinaryOperation::kAdd ||
                        binary.operation() == BinaryOperation::kMultiply;
  if (binary.constant_side() == layers::ConstantSide::kFirst && !commutes) return nullptr;
  if (input.shape != context.output.shape || input.window != context.output.window) return nullptr;
  const std::optional<memory::desc> constant = BroadcastDesc(*binary.constant(), input.shape);
  if (!constant) return nullptr;
  const Operands operands{{DNNL_ARG_SRC_0, PlaceDesc(input)}, *constant};
  Arguments constants;
  constants[DNNL_ARG_SRC_1] = context.weights.Get(*binary.constant(), *constant, *constant);
  return MakeStep(context, operands, {operands.first}, std::move(constants));
}

}  // namespace

std::unique_ptr<Step> LowerBinary(const LoweringContext& context) {
  const auto& binary = dynamic_cast<const Binary&>(context.layer());
  if (context.inputs.size() == 1) return LowerWithConstant(context, binary);
  const std::optional<Operands> operands = TwoValues(context);
  if (!operands) return nullptr;
  return MakeStep(context, *operands, {operands->first, {DNNL_ARG_SRC_1, operands->second}}, {});
}

}  // namespace aqua::exec::onednn

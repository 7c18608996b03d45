#include "aqua/layers/binary/binary.h"

#include "aqua/core/error.h"
#include "aqua/layers/broadcast.h"
#include "aqua/layers/read_window.h"

namespace aqua::layers {
namespace {

double Evaluate(BinaryOperation operation, double a, double b) {
  switch (operation) {
    case BinaryOperation::kAdd:
      return a + b;
    case BinaryOperation::kSubtract:
      return a - b;
    case BinaryOperation::kMultiply:
      return a * b;
    case BinaryOperation::kDivide:
      return a / b;
  }
  AQUA_CHECK(false);
  return 0;
}

// The part of an operand that `output` reads: all of an axis that is repeated.
Window OperandWindow(const Shape& operand, const Shape& full_output, const Window& output) {
  if (!operand.IsMap() || !full_output.IsMap()) return Window::Full(operand);
  Window window = output;
  if (operand.height() != full_output.height()) window.rows = {0, 1};
  if (operand.width() != full_output.width()) window.columns = {0, 1};
  return window;
}

// What `output` reads of an operand, dense, with the output's rank.
Tensor ReadOperand(const Activation& operand, const Shape& full_output, const Window& output) {
  const Shape& shape = operand.place.shape;
  if (shape.IsMap() || !full_output.IsMap()) {
    return ReadWindow(operand, OperandWindow(shape, full_output, output));
  }
  const Tensor aligned = operand.data.Reshaped(WithRank(shape, full_output.rank()));
  return ReadWindow(Activation::Whole(aligned),
                    OperandWindow(aligned.shape(), full_output, output));
}

// An operand repeated to `shape`.
Tensor Expand(const Tensor& operand, const Shape& shape) {
  if (operand.shape() == shape) return operand;
  Tensor expanded(shape);
  Gather(operand, BroadcastOffsets(operand.shape(), shape), 0, expanded);
  return expanded;
}

ImportedLayer Import(const ImportContext& context, BinaryOperation operation) {
  if (!context.HasInput(0) || !context.HasInput(1)) context.Fail("it needs two inputs");
  if (context.HasAttribute("broadcast")) {
    context.Fail("attribute broadcast is of opset 6 and earlier; AQuA reads opset 7 to 22");
  }
  if (context.IsConstant(0)) {
    return {std::make_shared<Binary>(operation, context.ConstantTensor(0), ConstantSide::kFirst),
            {1}};
  }
  if (context.IsConstant(1)) {
    return {std::make_shared<Binary>(operation, context.ConstantTensor(1), ConstantSide::kSecond),
            {0}};
  }
  return {std::make_shared<Binary>(operation), {0, 1}};
}

}  // namespace

Binary::Binary(BinaryOperation operation, Tensor constant, ConstantSide side)
    : operation_(operation), constant_(std::move(constant)), side_(side) {
  if (constant_->size() < 1) {
    throw Error("a constant operand of {} holds nothing", constant_->shape().ToString());
  }
}

std::pair<Shape, Shape> Binary::Operands(std::span<const Shape> inputs) const {
  if (!constant_) return {inputs[0], inputs[1]};
  if (side_ == ConstantSide::kFirst) return {constant_->shape(), inputs[0]};
  return {inputs[0], constant_->shape()};
}

Shape Binary::OutputShape(std::span<const Shape> inputs) const {
  const auto [first, second] = Operands(inputs);
  Shape output = BroadcastShape(first, second);
  for (const Shape& input : inputs) {
    if (input.IsMap() && !output.IsMap()) {
      throw Error("feature maps of {} cannot be combined with an operand of more dimensions: {}",
                  input.ToString(), (input == first ? second : first).ToString());
    }
  }
  const bool keeps_batch = output.rank() == inputs[0].rank() &&
                           (output.rank() == 0 || output.batch() == inputs[0].batch());
  if (constant_ && !keeps_batch) {
    throw Error("a constant operand of {} changes the batch axis", constant_->shape().ToString());
  }
  return output;
}

Window Binary::KeptWindow(std::span<const Place> inputs) const {
  std::vector<Shape> shapes;
  for (const Place& input : inputs) shapes.push_back(input.shape);
  const Shape output = OutputShape(shapes);
  Window kept = Window::Full(output);
  for (const Place& input : inputs) {
    if (!input.shape.IsMap()) continue;
    if (input.shape.height() == output.height())
      kept.rows = Intersect(kept.rows, input.window.rows);
    if (input.shape.width() == output.width()) {
      kept.columns = Intersect(kept.columns, input.window.columns);
    }
  }
  return kept;
}

Window Binary::InputWindow(const Window& output, std::span<const Shape> inputs,
                           size_t input_index) const {
  return OperandWindow(inputs[input_index], OutputShape(inputs), output);
}

void Binary::Run(std::span<const Activation> inputs, Activation& result) const {
  const auto operand = [&](const Activation& from) {
    return Expand(ReadOperand(from, result.place.shape, result.place.window), result.data.shape());
  };
  const bool constant_first = constant_ && side_ == ConstantSide::kFirst;
  const Tensor first = operand(constant_first ? Activation::Whole(*constant_) : inputs[0]);
  const Tensor second = operand(!constant_       ? inputs[1]
                                : constant_first ? inputs[0]
                                                 : Activation::Whole(*constant_));
  for (int64_t i = 0; i < result.data.size(); ++i) {
    result.data[i] = static_cast<float>(
        Evaluate(operation_, static_cast<double>(first[i]), static_cast<double>(second[i])));
  }
}

ImportedLayer ImportAdd(const ImportContext& context) {
  return Import(context, BinaryOperation::kAdd);
}

ImportedLayer ImportSub(const ImportContext& context) {
  return Import(context, BinaryOperation::kSubtract);
}

ImportedLayer ImportMul(const ImportContext& context) {
  return Import(context, BinaryOperation::kMultiply);
}

ImportedLayer ImportDiv(const ImportContext& context) {
  return Import(context, BinaryOperation::kDivide);
}

ImportedLayer ImportSum(const ImportContext& context) {
  if (context.input_count() == 1) return {{}, {0}};
  if (context.input_count() > 2) {
    context.Fail("it has {} inputs; AQuA adds two at a time", context.input_count());
  }
  return Import(context, BinaryOperation::kAdd);
}

}  // namespace aqua::layers

#include "aqua/graph/internal/folding/rules.h"
#include "aqua/layers/dequantize_linear/dequantize_linear.h"
#include "aqua/layers/quantize_linear/quantize_linear.h"

namespace aqua::graph {
namespace {

using layers::IntegerType;
using layers::Quantization;

std::vector<float> RunOnConstant(const ImportContext& context,
                                 const layers::QuantizationLayer& layer) {
  const Tensor input = context.ConstantTensor(0);
  layer.OutputShape(std::vector<Shape>{input.shape()});  // Complains of what does not fit.
  Activation result = Activation::Whole(Tensor(input.shape()));
  const Activation whole = Activation::Whole(input);
  layer.Run({&whole, 1}, result);
  return {result.data.values().begin(), result.data.values().end()};
}

void CheckSameType(const ImportContext& context, const Quantization& quantization) {
  const int32_t of_input = context.input(0).constant->element_type;
  if (of_input == 0 || !quantization.type() || of_input == quantization.type()->element_type) {
    return;
  }
  const std::optional<IntegerType> type = layers::FindIntegerType(of_input);
  context.Fail("its zero point is of type {}, but its input of {}; both must be the same",
               quantization.type()->name, type ? type->name : "another type");
}

}  // namespace

Known FoldDequantizeLinear(const ImportContext& context) {
  const Known& input = context.input(0);
  const Quantization quantization =
      layers::ImportQuantization(context, ShapeOf(input).rank(), std::nullopt);
  const layers::DequantizeLinear layer(quantization);
  if (!input.constant) return MakeShapeOnly(ShapeOf(input));
  CheckSameType(context, quantization);
  return MakeKnown(ShapeOf(input), RunOnConstant(context, layer));
}

Known FoldQuantizeLinear(const ImportContext& context) {
  const Known& input = context.input(0);
  const layers::QuantizeLinear layer(layers::ImportQuantization(
      context, ShapeOf(input).rank(), layers::DefaultQuantizedType(context)));
  if (!input.constant) return MakeShapeOnly(ShapeOf(input));
  const std::vector<float> levels = RunOnConstant(context, layer);
  return MakeKnown(ShapeOf(input), std::vector<int64_t>(levels.begin(), levels.end()),
                   layer.quantization().type()->element_type);
}

}  // namespace aqua::graph

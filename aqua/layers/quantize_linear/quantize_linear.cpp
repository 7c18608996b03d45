#include "aqua/layers/quantize_linear/quantize_linear.h"

#include <algorithm>

namespace aqua::layers {
namespace {

// TensorProto.DataType of the ONNX format.
constexpr int64_t kUint8 = 2;
constexpr int32_t kInt32 = 6;

}  // namespace

QuantizeLinear::QuantizeLinear(Quantization quantization)
    : QuantizationLayer(std::move(quantization)) {
  const auto& type = this->quantization().type();
  if (!type || type->element_type == kInt32) {
    throw Error("it quantizes to {}, expected uint8, int8, uint16 or int16",
                type ? type->name : "a type that is not known");
  }
}

IntegerType DefaultQuantizedType(const ImportContext& context) {
  const int64_t named = context.Int("output_dtype", 0);
  // Clamped: a code past what fits has no type either way.
  const auto code = static_cast<int32_t>(std::clamp<int64_t>(named == 0 ? kUint8 : named, 0, 1000));
  if (const std::optional<IntegerType> type = FindIntegerType(code)) return *type;
  context.Fail("it quantizes to type {}, expected uint8, int8, uint16 or int16", named);
}

ImportedLayer ImportQuantizeLinear(const ImportContext& context) {
  return {std::make_shared<QuantizeLinear>(
              ImportActivationQuantization(context, DefaultQuantizedType(context))),
          {0}};
}

}  // namespace aqua::layers

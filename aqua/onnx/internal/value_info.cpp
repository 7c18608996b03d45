#include "aqua/onnx/internal/value_info.h"

#include "aqua/core/error.h"
#include "aqua/onnx/internal/one_line.h"

namespace aqua::onnx {
namespace {

using ::onnx::TensorProto;
using ::onnx::TypeProto;

bool IsFloatType(int32_t type) {
  return type == TensorProto::FLOAT || type == TensorProto::FLOAT16 ||
         type == TensorProto::BFLOAT16 || type == TensorProto::DOUBLE;
}

}  // namespace

OnnxValueInfo ReadValueInfo(const ::onnx::ValueInfoProto& proto, const std::string& model) {
  const TypeProto& type = proto.type();
  const auto kind = type.value_case();
  if (kind != TypeProto::kTensorType && kind != TypeProto::VALUE_NOT_SET) {
    throw Error("{}: \"{}\" is a sequence, map or the like; AQuA runs networks on tensors", model,
                OneLine(proto.name()));
  }
  OnnxValueInfo info;
  info.name = OneLine(proto.name());
  // A file may leave out the type of an output.
  if (kind == TypeProto::VALUE_NOT_SET) return info;
  info.is_float = IsFloatType(type.tensor_type().elem_type());
  for (const auto& dim : type.tensor_type().shape().dim()) {
    // Exporters write 0 or -1 for a size that they leave open.
    const bool is_known = dim.has_dim_value() && dim.dim_value() > 0;
    info.dims.push_back(is_known ? std::optional(dim.dim_value()) : std::nullopt);
  }
  return info;
}

}  // namespace aqua::onnx

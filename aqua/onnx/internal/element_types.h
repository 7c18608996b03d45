// The element types of the ONNX schema: how each is stored, and its elements as plain values.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "aqua/onnx/internal/schema.h"

namespace aqua::onnx {

using Values = std::variant<std::vector<float>, std::vector<int64_t>>;

// Size of one element; 0 for a type that networks do not compute with.
size_t ElementBytes(int32_t type);

std::string ElementTypeName(int32_t type);  // "STRING"; "type 77" for one the schema has not.

// Elements as raw data stores them, little-endian. `bytes` holds whole elements.
Values DecodeBytes(int32_t type, std::string_view bytes);

// Elements in the typed fields of `proto`.
Values DecodeFields(const ::onnx::TensorProto& proto);

}  // namespace aqua::onnx

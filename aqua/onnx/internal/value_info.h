// Declared inputs and outputs of an ONNX file, to plain data.
#pragma once

#include <string>

#include "aqua/onnx/internal/schema.h"
#include "aqua/onnx/onnx_model.h"

namespace aqua::onnx {

// Throws Error for a value that is declared as anything but a tensor, naming file and value.
OnnxValueInfo ReadValueInfo(const ::onnx::ValueInfoProto& proto, const std::string& model);

}  // namespace aqua::onnx

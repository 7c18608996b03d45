// Nodes of an ONNX file with their attributes, to plain data.
#pragma once

#include "aqua/onnx/internal/tensor.h"

namespace aqua::onnx {

// `position`: the node's place in the file, for the name of one that has none.
OnnxNode ReadNode(const ::onnx::NodeProto& proto, int position, const std::string& model,
                  TensorReader& tensors);

}  // namespace aqua::onnx

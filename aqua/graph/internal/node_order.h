// Which nodes of a file the wanted output needs, in an order that can run.
#pragma once

#include <string>
#include <vector>

#include "aqua/onnx/onnx_model.h"

namespace aqua::graph {

// Throws Error naming file and node: a value that nothing writes, nodes in a circle.
std::vector<const onnx::OnnxNode*> NeededNodes(const onnx::OnnxModel& model,
                                               const std::string& output);

}  // namespace aqua::graph

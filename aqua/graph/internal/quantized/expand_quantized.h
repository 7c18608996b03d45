// Operators that read and write quantized integers (QLinearConv, QGemm and the like), as the nodes
// that they stand for: DequantizeLinear of each operand, the operator on real numbers,
// QuantizeLinear of its result.
// Operands: ONNX operator documentation for QLinearConv and QLinearMatMul, ONNX Runtime's
// ContribOperators.md for those of domain com.microsoft.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "aqua/onnx/onnx_model.h"

namespace aqua::graph {

// Makes a name that no value has yet out of one that may be taken.
using FreshName = std::function<std::string(std::string)>;

// The nodes, in the order they run; none when `node` is no such operator or one in a form that has
// no twin on real numbers. What an operand lacks, importing the nodes will complain of. `opset` is
// the file's.
std::vector<onnx::OnnxNode> ExpandQuantized(const onnx::OnnxNode& node, int64_t opset,
                                            const FreshName& fresh);

}  // namespace aqua::graph

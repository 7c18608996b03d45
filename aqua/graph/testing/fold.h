// For tests of folding rules: one node folded, its result as plain values.
#pragma once

#include <string>
#include <vector>

#include "aqua/graph/internal/folding/fold_node.h"
#include "aqua/layers/testing/test_node.h"

namespace aqua::graph::testing {

using layers::TestNode;

// An empty Known when the node is not folded.
inline Known Fold(const TestNode& node) {
  const std::vector<Known> outputs = FoldNode(node.Context());
  return outputs.empty() ? Known() : outputs[0];
}

inline std::vector<int64_t> FoldIntegers(const TestNode& node) {
  return Fold(node).constant->integers();
}
inline std::vector<float> FoldFloats(const TestNode& node) { return Fold(node).constant->floats(); }
inline Shape FoldedShape(const TestNode& node) { return ShapeOf(Fold(node)); }

// What folding complains of; empty when it does not.
inline std::string FoldComplaint(const TestNode& node) {
  try {
    Fold(node);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

inline bool Complains(const TestNode& node, const std::string& of) {
  const std::string text = FoldComplaint(node);
  return text.find("test.onnx: node node (") == 0 && text.find(of) != std::string::npos;
}

}  // namespace aqua::graph::testing

// For tests of this room, which start from a model file: a small classifier with seeded weights and
// an input whose height and width are open, as the bytes of an ONNX file.
#pragma once

#include <string>

namespace aqua::adaptive::testing {

inline constexpr int kTinyClasses = 5;
inline constexpr int kTinySide = 32;  // Of the sidecar.

// Two convolutions of stride 2, each with a Relu, a global average, a dense layer.
std::string TinyNetworkBytes(unsigned seed = 1);
std::string TinySidecarText();

}  // namespace aqua::adaptive::testing

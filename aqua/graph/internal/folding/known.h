// Values that are known before any image, and the two ways in which most folding rules make new
// ones: the same elements under another shape, and elements picked axis by axis. A shape-only
// weight goes through both as its shape.
#pragma once

#include <memory>
#include <variant>
#include <vector>

#include "aqua/layers/axis_offsets.h"
#include "aqua/layers/import_context.h"

namespace aqua::graph {

using ConstantPtr = std::shared_ptr<const onnx::OnnxTensor>;
// With `constant` or `shape_only` set, as folding rules take and give it.
using Known = layers::ImportContext::Input;
using Values = decltype(onnx::OnnxTensor::values);

// `element_type` as in OnnxTensor.
Known MakeKnown(Shape shape, Values values, int32_t element_type = 0);
Known MakeIntegers(std::vector<int64_t> values);  // One axis.
Known MakeShapeOnly(Shape shape);

// Throws Error for an input that was left out.
const Shape& ShapeOf(const Known& known);

// Throws Error when the rank is past what any network has, or when a computed constant of `shape`
// is large and larger than what it is made of, `source_count` elements.
void CheckSize(const Shape& shape, int64_t source_count);

// Throws Error when the sizes differ.
Known WithShape(const Known& known, Shape shape);
// As layers::Gather. The caller has checked the size.
Known Pick(const Known& known, const layers::AxisOffsets& offsets);
// Repeated to `shape`, which comes from layers::BroadcastShape.
Known BroadcastTo(const Known& known, const Shape& shape);

std::vector<float> ToFloats(const onnx::OnnxTensor& tensor);
// Fractions are cut. Throws Error for what is no number of 64 bits.
std::vector<int64_t> ToIntegers(const onnx::OnnxTensor& tensor);

}  // namespace aqua::graph

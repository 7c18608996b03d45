// The image input of a file: its shape as the graph computes it, (1, C, H, W).
#pragma once

#include <optional>

#include "aqua/graph/graph.h"

namespace aqua::graph {

// True for an input of N x H x W x C whose only reader is a transpose to N x C x H x W, as
// exporters of channels-last frameworks write it. The graph then starts after that transpose.
bool ReadsChannelsLast(const onnx::OnnxModel& model);

// Throws Error when the input is no image, or the file leaves its size open and `size` is not
// given.
Shape ImageShape(const onnx::OnnxModel& model, std::optional<InputSize> size);

}  // namespace aqua::graph

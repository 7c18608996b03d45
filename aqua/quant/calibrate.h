// Calibration: what layers were seen to read, and their weights, become a precision profile. No
// training. The images are run elsewhere; here are sketches of what every layer read of them.
#pragma once

#include <span>

#include "aqua/graph/graph.h"
#include "aqua/quant/activation_sketch.h"
#include "aqua/quant/calibrate_spec.h"
#include "aqua/quant/profile.h"

namespace aqua::quant {

// Throws Error as the spec's Check does. `by_node`: a sketch a node of what
// its first input was, channels last; empty where a node has no weights. Throws Error naming the
// model and the layer: no images, images of one flat colour, a layer that read only zeros or values
// that are not finite, weights that are not finite or not there.
Profile Calibrate(const graph::Graph& graph, std::span<const ActivationSketch> by_node,
                  const CalibrateSpec& spec);

// One layer's entry, the same way: for a search that gives every layer other bits.
LayerFormat CalibrateLayer(const graph::Graph& graph, graph::NodeIndex node,
                           const ActivationSketch& sketch, const CalibrateSpec& spec);

}  // namespace aqua::quant

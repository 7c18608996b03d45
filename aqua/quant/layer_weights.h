// The weights' side of a layer's format, by any method: needs no images.
#pragma once

#include <string>

#include "aqua/graph/graph.h"
#include "aqua/quant/calibrate_spec.h"
#include "aqua/quant/profile.h"

namespace aqua::quant {

// Sets weight bits, exponents and codes. Codes of weights by channel: each channel is divided by
// the power of two nearest to its root mean square, and one codebook serves them all. Throws Error,
// starting with `owner`, for a layer whose weights have no data or are not finite.
void SetWeights(const graph::Graph& graph, graph::NodeIndex node, const CalibrateSpec& spec,
                const std::string& owner, LayerFormat& format);

}  // namespace aqua::quant

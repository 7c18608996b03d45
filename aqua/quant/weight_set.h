// Weight sets of the potential study: a network's weights rounded in a way that has a name, its
// activations left alone (see Rounds::kWeightsOnly). No images are needed.
#pragma once

#include <string_view>

#include "aqua/graph/graph.h"
#include "aqua/quant/profile.h"

namespace aqua::quant {

// "1" to "16": so many bits, an exponent an output channel, of least squared error. "entropy2" to
// "entropy8": weighted-entropy codes of so many bits, the levels among integers of 8 bits, with all
// repairs of DefaultsOf but the bias shifts, which need images.
bool IsWeightSetName(std::string_view name);

// Throws Error for another name, saying which there are, and for weights that are not finite or
// not there.
Profile WeightSet(const graph::Graph& graph, std::string_view name);

}  // namespace aqua::quant

// A network as a precision profile has it, as a network of its own: weights rounded to their grid,
// biases shifted, and a FixedPoint layer before every layer with weights. It computes in float what
// exec/integer computes in integers, equal but for the rounding of float sums; the fast int8
// programs recognise it and compute the same integers. Names of layers stay.
#pragma once

#include "aqua/graph/graph.h"
#include "aqua/quant/profile.h"

namespace aqua::quant {

enum class Rounds {
  kWeightsAndActivations,
  kWeightsOnly,  // What the layers read stays float: a weight set of the potential study.
};

// The profile must fit the graph (CheckProfile). Throws Error for weights that are not finite.
graph::Graph QuantizedGraph(const graph::Graph& graph, const Profile& profile,
                            Rounds rounds = Rounds::kWeightsAndActivations);

// `bias` with the format's shifts added.
Tensor ShiftedBias(const Tensor& bias, const LayerFormat& format);

}  // namespace aqua::quant

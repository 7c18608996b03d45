// What every layer with weights reads while one image runs in fixed point: the integers that
// value-dependent models of accelerators count.
#pragma once

#include <memory>
#include <vector>

#include "aqua/accel/layer_input.h"
#include "aqua/exec/integer/integer_program.h"
#include "aqua/study/precision.h"

namespace aqua::study {

// How exec/integer runs the network at this precision. The precision must outlive the result.
exec::IntegerSpec IntegerSpecOf(const graph::Graph& graph, const crop::CropPlan& plan,
                                const Precision& precision);

// One a node, empty where a node has no weights. `input`: the network's whole input.
std::vector<accel::LayerInput> ReadLayerInputs(std::shared_ptr<const graph::Graph> graph,
                                               const crop::CropPlan& plan,
                                               const Precision& precision, const Tensor& input);

accel::LayerInput ToLayerInput(const exec::QuantizedInput& input);

}  // namespace aqua::study

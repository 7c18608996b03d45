// Networks with seeded weights that hold every kind of step, for tests.
#pragma once

#include <cstdint>

#include "aqua/graph/graph.h"

namespace aqua::exec::testing {

// A residual classifier: convolutions (plain, grouped, depthwise, strided), an addition, pools,
// activations, a channel concatenation, a global average, a dense layer.
graph::Graph ResidualNetwork(int64_t height, int64_t width);

// A classifier whose dense head needs every cell at its place.
graph::Graph DenseHeadNetwork(int64_t height, int64_t width);

Tensor RandomInput(const graph::Graph& graph, int64_t batch, uint32_t seed);

}  // namespace aqua::exec::testing

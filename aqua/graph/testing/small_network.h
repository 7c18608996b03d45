// A chain of convolutions with seeded weights, for tests.
#pragma once

#include <cstdint>
#include <vector>

#include "aqua/graph/graph.h"

namespace aqua::graph::testing {

struct SmallConv {
  int64_t kernel = 3;
  int64_t stride = 1;
};

// Two channels everywhere, "same" padding. Values: the input, then each convolution's output.
Graph SmallNetwork(const std::vector<SmallConv>& convs, int64_t height, int64_t width);

}  // namespace aqua::graph::testing

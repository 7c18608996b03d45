// Networks of two convolutions, the first of which can pass its bytes on to the second, for tests.
#pragma once

#include <memory>

#include "aqua/graph/graph.h"
#include "aqua/layers/activation/activation.h"

namespace aqua::exec::testing {

// The first; the second has a kernel of one cell. Both keep the number of channels.
struct Pair {
  int64_t channels = 16;
  int64_t groups = 1;
  int64_t kernel = 3;
  int64_t stride = 1;
  int64_t dilation = 1;
  int64_t pad_begin = 1;
  int64_t pad_end = 1;
  bool adds = false;  // What the first one reads, before its activation.
  std::shared_ptr<const layers::ActivationLayer> activation = nullptr;
  bool has_bias = true;
};

// Layers "first", "sum", "activation", "second", of an image of 13 x 11 cells.
graph::Graph PairNetwork(const Pair& pair);

}  // namespace aqua::exec::testing

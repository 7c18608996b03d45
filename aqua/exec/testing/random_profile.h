// Precision profiles for networks of random weights, for tests.
#pragma once

#include "aqua/exec/engine.h"
#include "aqua/quant/profile.h"

namespace aqua::exec::testing {

struct ProfileSpec {
  int weight_bits = 8;
  int activation_bits = 8;
  bool per_channel = false;   // Weight exponents.
  bool all_signed = false;    // Activations of which none is below zero are unsigned otherwise.
  int clipped_exponents = 0;  // By how many powers of two activation ranges are too small.
};

// Formats that cover the weights and what every layer reads of `input`, full image.
quant::Profile RandomProfile(const graph::Graph& graph, const Tensor& input,
                             const ProfileSpec& spec);

}  // namespace aqua::exec::testing

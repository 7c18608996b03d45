// Which bits a layer's activations present to its weights, exactly: every position presents every
// row once, a bit plane at a time. ISAAC drives a row for each one; a bit-serial design does work
// for it.
#pragma once

#include <cstdint>
#include <vector>

#include "aqua/accel/layer_input.h"

namespace aqua::accel {

struct PresentedBits {
  int64_t activations = 0;           // Presented: positions x rows x groups.
  int64_t nonzero = 0;               // Of them.
  std::vector<int64_t> ones_by_bit;  // By time step: lowest bit first; activation_bits planes, of
                                     // which low-bit positions fill the first; two's complement.
  int64_t bits = 0;                  // Of all activations presented.

  int64_t Ones() const;
  // Of all bits presented; 0 when there are none.
  double OnesShare() const;
};

// `work` has weights, and `input` is what it reads, as layer_input.h says, with values of
// activation_bits. One pass over the values: how often a cell is read is the product of how often
// its row and its column of the map are.
PresentedBits CountPresentedBits(const layers::Workload& work, const LayerInput& input);

// CountPresentedBits(work, input).Ones(), quicker.
int64_t CountPresentedOnes(const layers::Workload& work, const LayerInput& input);

}  // namespace aqua::accel

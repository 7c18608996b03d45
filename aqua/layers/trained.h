// The trained values of a layer with weights, taken out and put back: a convolution or a dense
// layer with other numbers in the same shapes.
#pragma once

#include <memory>
#include <vector>

#include "aqua/core/tensor.h"
#include "aqua/layers/layer.h"

namespace aqua::layers {

// Where weights lie on the grid of a fixed-point format: weight = integer * 2^exponent.
struct WeightGrid {
  int bits = 16;               // Signed.
  std::vector<int> exponents;  // One, or one an output channel of all groups.

  int Exponent(int64_t channel) const {
    return exponents[exponents.size() == 1 ? 0 : static_cast<size_t>(channel)];
  }
  bool operator==(const WeightGrid&) const = default;
};

struct Trained {
  Tensor weights;  // Cout x Cin/groups x Kh x Kw, or Out x In.
  Tensor bias;     // Cout; empty: none.
};

// Of a Conv2d or a Gemm.
bool HasTrained(const Layer& layer);
Trained TrainedOf(const Layer& layer);
// Null where the weights are on no grid.
const WeightGrid* GridOf(const Layer& layer);
// The same layer with other values of the same shapes, on `grid`.
std::shared_ptr<const Layer> WithTrained(const Layer& layer, Trained trained, WeightGrid grid);

}  // namespace aqua::layers

#include "aqua/exec/integer/testing/recording_unit.h"

namespace aqua::exec::testing {

void RecordingUnit::Multiply(const MatrixProduct& product, std::span<int64_t> sums) {
  RecordedGroup& group = groups[{product.node, product.group}];
  for (int64_t p = 0; p < product.positions; ++p) {
    for (int64_t c = 0; c < product.columns; ++c) {
      int64_t sum = 0;
      for (int64_t r = 0; r < product.rows; ++r) {
        sum += int64_t{product.activations[static_cast<size_t>(p * product.rows + r)]} *
               product.weights[static_cast<size_t>(c * product.rows + r)];
      }
      sums[static_cast<size_t>(p * product.columns + c)] = sum;
    }
  }
  const int64_t before = group.product.positions;
  group.product = product;
  group.product.positions += before;
  group.layer = product.layer;
  group.product.layer = {};
  group.product.activations = {};
  group.product.weights = {};
  group.product.weight_exponents = {};
  group.activations.insert(group.activations.end(), product.activations.begin(),
                           product.activations.end());
  group.weights.assign(product.weights.begin(), product.weights.end());
  group.weight_exponents.assign(product.weight_exponents.begin(), product.weight_exponents.end());
  group.sums.insert(group.sums.end(), sums.begin(), sums.end());
  ++group.calls;
}

RecordedInput::RecordedInput(const QuantizedInput& seen)
    : node(seen.node),
      channels(seen.channels),
      height(seen.height),
      width(seen.width),
      format(seen.format),
      values(seen.values.begin(), seen.values.end()) {}

}  // namespace aqua::exec::testing

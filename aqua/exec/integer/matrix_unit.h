// The one thing that a layer with weights comes down to in integers, so that plain loops and the
// bit-by-bit model of an accelerator can stand in for each other.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "aqua/graph/graph.h"

namespace aqua::exec {

// sums[p][c] = sum over r of activations[p][r] * weights[c][r], for one group of one layer.
struct MatrixProduct {
  graph::NodeIndex node = 0;
  std::string_view layer;  // For messages.
  int64_t group = 0;
  int64_t positions = 0;
  int64_t rows = 0;     // Kernel rows, kernel columns, channels of the group; channels innermost.
  int64_t columns = 0;  // Output channels of the group.
  std::span<const int32_t> activations;  // positions x rows.
  std::span<const int32_t> weights;      // columns x rows; the same for every call of a group.
  int weight_bits = 16;                  // Signed.
  int activation_bits = 16;
  bool activations_signed = false;
  std::span<const int> weight_exponents;  // One, or one a column.
};

class MatrixUnit {
 public:
  MatrixUnit() = default;
  MatrixUnit(const MatrixUnit&) = delete;
  MatrixUnit& operator=(const MatrixUnit&) = delete;
  virtual ~MatrixUnit() = default;

  // `sums`: positions x columns, overwritten.
  virtual void Multiply(const MatrixProduct& product, std::span<int64_t> sums) = 0;
};

// Exact integer arithmetic: what every other unit is judged by. The integers must fit their bits.
// Uses as many threads as SetThreadCount allows.
class ExactUnit final : public MatrixUnit {
 public:
  void Multiply(const MatrixProduct& product, std::span<int64_t> sums) override;
};

}  // namespace aqua::exec

// What a layer read and asked of its unit, kept to be looked at, for tests.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "aqua/exec/integer/integer_program.h"

namespace aqua::exec::testing {

// What the calls of one group of one layer come to.
struct RecordedGroup {
  MatrixProduct product;  // Positions of all calls. Its views are empty: they outlive no program.
  std::string layer;
  std::vector<int32_t> activations;  // positions x rows.
  std::vector<int32_t> weights;      // columns x rows.
  std::vector<int> weight_exponents;
  std::vector<int64_t> sums;  // positions x columns.
  int calls = 0;
};

// Computes by three plain loops.
class RecordingUnit final : public MatrixUnit {
 public:
  void Multiply(const MatrixProduct& product, std::span<int64_t> sums) override;

  // By node and group.
  std::map<std::pair<graph::NodeIndex, int64_t>, RecordedGroup> groups;
};

// A copy of what a layer was seen to read.
struct RecordedInput {
  graph::NodeIndex node = 0;
  int64_t channels = 0;
  int64_t height = 0;
  int64_t width = 0;
  FixedPoint format;
  std::vector<int32_t> values;

  explicit RecordedInput(const QuantizedInput& seen);
};

}  // namespace aqua::exec::testing

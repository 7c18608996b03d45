// A network run in fixed point: every layer with weights quantizes what it reads, multiplies in
// integers (by the given unit), and scales its sums back to float; all other layers run by their
// plain kernels in float.
//   y = (sum of integers) * 2^(activation exponent + weight exponent of the channel) + bias
// Cells in a plan's regions of few bits are held as core/border_format.h says; the profile must
// then have borders of those bits. Positions that read nothing else multiply at those bits. The sum
// is exact; taking it to float32 and adding the bias round once each, ties to even, as fast int8
// kernels do. Weights and formats come from a profile; a layer's formats are otherwise chosen as
// the image at hand needs: weights from their own range, activations from the range that the layer
// sees, borders from that of their cells.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "aqua/exec/engine.h"
#include "aqua/exec/integer/matrix_unit.h"
#include "aqua/quant/profile.h"

namespace aqua::exec {

// Positions that present fewer bits than the layer's others: of the cells that they read, shifted
// right by `shift`, the lowest `bits`.
struct LowBitReads {
  int bits = 0;
  int shift = 0;
  std::span<const int64_t> positions;  // Row-major, ascending.
};

// What one layer with weights presents to its weights, quantized: the map its kernel slides over
// under the plan, padding and cut cells as zeros, channels last (height x width x channels). Cells
// of few bits are without their offsets, which are no one's activations. A dense layer's map is
// positions x 1 x rows.
struct QuantizedInput {
  graph::NodeIndex node = 0;
  int64_t channels = 0;
  int64_t height = 0;
  int64_t width = 0;
  FixedPoint format;
  std::span<const int32_t> values;        // Valid during the call only.
  std::span<const LowBitReads> low_bits;  // Likewise. Most bits first.
};

struct IntegerSpec {
  int weight_bits = 16;      // Of layers that the profile does not speak of.
  int activation_bits = 16;  // Likewise; by graph::NodeIndex below when that is not empty.
  std::vector<int> weight_bits_by_node;
  std::vector<int> activation_bits_by_node;
  const quant::Profile* profile = nullptr;             // Checked against the graph by the caller.
  std::function<void(const QuantizedInput&)> observe;  // Called before a layer multiplies.
};

// Throws Error for weights that are not finite and borders that the profile lacks. Run throws
// Error, naming the layer, for activations that are not finite. `unit` must outlive the program.
std::unique_ptr<Program> CompileInteger(std::shared_ptr<const graph::Graph> graph,
                                        const crop::CropPlan& plan, const IntegerSpec& spec,
                                        MatrixUnit& unit);

}  // namespace aqua::exec

#include "aqua/accel/isaac/layer_events.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "aqua/accel/checked_math.h"
#include "aqua/accel/isaac/array_layout.h"
#include "aqua/accel/isaac/isaac.h"
#include "aqua/accel/isaac/placement.h"
#include "aqua/accel/presented_bits.h"
#include "aqua/accel/work_parts.h"
#include "aqua/core/error.h"

namespace aqua::accel {
namespace {

using layers::Workload;

// A result between shift-and-add and sigmoid is a 16-bit number, whatever the activations are.
constexpr int64_t kResultBits = 16;
constexpr double kMostCycles = 9e18;

int64_t Outputs(const Workload& work) {
  return CheckedProduct(work.layer,
                        {work.output_height, work.output_width, work.groups, work.output_channels});
}

// Arrays that a row of weights lies in.
int64_t ColumnBlocks(const Workload& work, int64_t crossbars, const IsaacConstants& constants) {
  const int64_t row_blocks = RowBlocks(work, constants);
  // Fewer where groups are packed; each then lies in one array.
  return std::max<int64_t>(1, crossbars / (work.groups * row_blocks));
}

// The map of a first layer: the cells that its positions step over, each once. Exact where padding
// keeps the size; without padding the last kernel's reach beyond its step is left out.
int64_t FreshInputBits(const Workload& work) {
  return CheckedProduct(work.layer, {TimeSteps(work), work.stride_height, work.stride_width,
                                     work.groups, work.input_channels});
}

}  // namespace

int64_t LayerCycles(const Workload& work, int64_t replicas, const IsaacConstants& constants) {
  const std::vector<WorkPart> parts = PartsOf(work);
  if (parts.empty()) return 0;
  const std::vector<int64_t> sets = SetsOf(parts, replicas);
  int64_t reads = 0;
  for (size_t part = 0; part < parts.size(); ++part) {
    reads =
        CheckedSum(reads, CheckedProduct(work.layer, {sets[part], parts[part].activation_bits}));
  }
  const double read_cycles = constants.ReadCycles();
  if (read_cycles == 1) return reads;
  const double cycles = std::ceil(static_cast<double>(reads) * read_cycles);
  if (cycles < kMostCycles) return static_cast<int64_t>(cycles);
  throw Error("layer \"{}\": its sizes ask for more than 2^63 cycles; check the model's shapes",
              work.layer);
}

void CountLayerEvents(const Workload& work, std::span<const int64_t> resources,
                      const IsaacConstants& constants, std::span<int64_t> events) {
  AQUA_CHECK(resources[Isaac::kCrossbars] > 0);
  const int64_t steps = TimeSteps(work);
  const int64_t reads = CheckedProduct(work.layer, {resources[Isaac::kCrossbars], steps});
  const int64_t used = CheckedProduct(work.layer, {resources[Isaac::kUsedColumns], steps});
  events[Isaac::kArrayReads] = reads;
  events[Isaac::kAdcConversions] = used;
  events[Isaac::kAdcIdleConversions] =
      CheckedProduct(work.layer, {reads, constants.array_columns}) - used;
  events[Isaac::kUnitConversions] = reads;
  events[Isaac::kDacConversions] = CheckedProduct(work.layer, {reads, constants.array_rows});

  const int64_t outputs = Outputs(work);
  const int64_t output_bits =
      CheckedProduct(work.layer, {steps, work.groups, work.output_channels});
  events[Isaac::kEdramReadBits] = CheckedProduct(
      work.layer, {steps, work.groups, work.kernel_height, work.kernel_width, work.input_channels});
  events[Isaac::kEdramWriteBits] = output_bits;
  events[Isaac::kBusBits] = CheckedSum(events[Isaac::kEdramReadBits], output_bits);
  events[Isaac::kRouterBits] = output_bits;
  events[Isaac::kSigmoidOperations] = outputs;
  events[Isaac::kTileShiftAdds] =
      CheckedProduct(work.layer, {outputs, RowBlocks(work, constants) - 1});
  events[Isaac::kTileRegisterBits] = CheckedProduct(work.layer, {outputs, kResultBits});
}

void CountPoolEvents(const Workload& work, std::span<int64_t> events) {
  events[Isaac::kMaxPoolComparisons] = CheckedProduct(
      work.layer, {Outputs(work), work.kernel_height, work.kernel_width, work.input_channels});
}

void CountActiveRowEvents(const Workload& work, const LayerInput& input,
                          std::span<const int64_t> resources, const IsaacConstants& constants,
                          std::span<int64_t> events) {
  events[Isaac::kActiveRows] =
      CheckedProduct(work.layer, {CountPresentedOnes(work, input),
                                  ColumnBlocks(work, resources[Isaac::kCrossbars], constants)});
}

void CountChipCrossings(const Mapping& mapping, std::span<const Workload> layers,
                        const IsaacConstants& constants, CountTable& events) {
  const std::vector<ChipRange> chips =
      PlaceOnChips(mapping.resources, Isaac::kPlacedCrossbars, constants.ArraysPerChip());
  const auto add = [&](size_t layer, int64_t bits) {
    int64_t& sum = events.Layer(layer)[Isaac::kHyperTransportBits];
    sum = CheckedSum(sum, bits);
  };
  std::optional<size_t> before;
  for (size_t layer = 0; layer < layers.size(); ++layer) {
    if (chips[layer].empty()) continue;
    if (!before) {
      add(layer, FreshInputBits(layers[layer]));
    } else if (Crosses(chips[*before], chips[layer])) {
      add(*before, events.Layer(*before)[Isaac::kRouterBits]);
    }
    before = layer;
  }
  if (before) add(*before, events.Layer(*before)[Isaac::kRouterBits]);
}

void CountPoweredCycles(const Mapping& mapping, std::span<const Workload> layers,
                        const IsaacConstants& constants, EventCounts& counts) {
  if (counts.cycles.empty()) return;
  const int64_t interval = *std::max_element(counts.cycles.begin(), counts.cycles.end());
  const std::vector<ChipRange> chips =
      PlaceOnChips(mapping.resources, Isaac::kPlacedCrossbars, constants.ArraysPerChip());
  for (size_t layer = 0; layer < counts.cycles.size(); ++layer) {
    const std::span<int64_t> events = counts.events.Layer(layer);
    const int64_t tiles = mapping.resources.Layer(layer)[Isaac::kTiles];
    events[Isaac::kTileCycles] = CheckedProduct(layers[layer].layer, {tiles, interval});
    events[Isaac::kChipCycles] =
        CheckedProduct(layers[layer].layer, {chips[layer].opened, interval});
  }
}

}  // namespace aqua::accel

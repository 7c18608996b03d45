#include "aqua/accel/isaac/pipeline.h"

#include <algorithm>

#include "aqua/accel/work_parts.h"
#include "aqua/core/error.h"

namespace aqua::accel {
namespace {

using layers::Workload;

// In cycles.
struct Stage {
  double start = 0;
  double busy = 0;    // From its first window to its last, waits included.
  double window = 0;  // One window in the crossbar.
  double finish = 0;  // Its last output is written.
};

double Span(int64_t kernel, int64_t dilation) {
  return static_cast<double>(kernel - 1) * static_cast<double>(dilation) + 1;
}

double MapSize(int64_t outputs, int64_t stride, double span) {
  return static_cast<double>(outputs - 1) * static_cast<double>(stride) + span;
}

}  // namespace

double FirstWindowShare(const Workload& work) {
  if (work.kind == layers::WorkKind::kDense || work.positions() == 0) return 1;
  const double span_y = Span(work.kernel_height, work.dilation_height);
  const double span_x = Span(work.kernel_width, work.dilation_width);
  const double height = MapSize(work.output_height, work.stride_height, span_y);
  const double width = MapSize(work.output_width, work.stride_width, span_x);
  return (width * (span_y - 1) + span_x) / (width * height);
}

std::vector<double> FirstWindowShares(std::span<const Workload> network) {
  std::vector<double> shares;
  for (const Workload& work : network) {
    shares.push_back(work.has_weights() ? FirstWindowShare(work) : 1);
  }
  return shares;
}

Timing PipelineTiming(const IsaacConstants& constants, std::span<const Workload> layers,
                      std::span<const int64_t> cycles, std::span<const double> shares) {
  AQUA_CHECK_EQ(layers.size(), cycles.size());
  AQUA_CHECK_EQ(layers.size(), shares.size());
  const auto extra = static_cast<double>(constants.pipeline_extra_cycles);
  Stage last;
  double slowest = 0;
  bool first = true;
  for (size_t i = 0; i < layers.size(); ++i) {
    if (cycles[i] == 0) continue;
    const auto work_cycles = static_cast<double>(cycles[i]);
    Stage stage;
    stage.window =
        static_cast<double>(PartsOf(layers[i])[0].activation_bits) * constants.ReadCycles();
    if (!first) {
      const double inputs = std::max(shares[i] * last.busy, last.window);
      stage.start = last.start + inputs + extra;
    }
    stage.finish = std::max(stage.start + work_cycles, last.finish + stage.window) + extra;
    stage.busy = stage.finish - extra - stage.start;
    slowest = std::max(slowest, work_cycles);
    last = stage;
    first = false;
  }
  return {last.finish * constants.cycle_ns, slowest * constants.cycle_ns};
}

}  // namespace aqua::accel

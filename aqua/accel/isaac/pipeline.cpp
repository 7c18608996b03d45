#include "aqua/accel/isaac/pipeline.h"

#include <algorithm>

#include "aqua/accel/checked_math.h"
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
  if (work.kind == layers::WorkKind::kDense) return 1;
  const double span_y = Span(work.kernel_height, work.dilation_height);
  const double span_x = Span(work.kernel_width, work.dilation_width);
  const double height = MapSize(work.output_height, work.stride_height, span_y);
  const double width = MapSize(work.output_width, work.stride_width, span_x);
  return (width * (span_y - 1) + span_x) / (width * height);
}

Timing PipelineTiming(const IsaacConstants& constants, std::span<const Workload> layers,
                      std::span<const int64_t> cycles) {
  AQUA_CHECK_EQ(layers.size(), cycles.size());
  const auto extra = static_cast<double>(constants.pipeline_extra_cycles);
  Stage last;
  double slowest = 0;
  bool first = true;
  for (size_t i = 0; i < layers.size(); ++i) {
    if (cycles[i] == 0) continue;
    const auto work_cycles = static_cast<double>(cycles[i]);
    Stage stage;
    stage.window = static_cast<double>(layers[i].activation_bits) * constants.ReadCycles();
    if (!first) {
      const double inputs = std::max(FirstWindowShare(layers[i]) * last.busy, last.window);
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

int64_t PipelineBufferBytes(int64_t input_width, int64_t kernel_height, int64_t kernel_width,
                            int64_t input_channels) {
  const char* layer = "pipelined";
  const int64_t rows = CheckedProduct(layer, {input_width, kernel_height - 1});
  return CheckedProduct(layer, {CheckedSum(rows, kernel_width), input_channels});
}

}  // namespace aqua::accel

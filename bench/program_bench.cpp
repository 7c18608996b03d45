// One image through a program, in float and in 8-bit integers, and through all 16 crops with and
// without shared work.
// Needs build/models/efficientnet-lite0.onnx: scripts/demo.sh makes it.
#include <benchmark/benchmark.h>

#include "aqua/exec/engine.h"
#include "aqua/layers/trained.h"
#include "aqua/quant/quantized_graph.h"
#include "aqua/quant/quantized_weights.h"
#include "aqua/study/network.h"

namespace {

constexpr const char* kModel = AQUA_SOURCE_DIR "/build/models/efficientnet-lite0.onnx";

void FullImage(benchmark::State& state) {
  aqua::exec::SetThreadCount(static_cast<int>(state.range(0)));
  aqua::exec::Engine engine(aqua::study::LoadGraph(kModel, {}));
  const auto program = engine.Compile(aqua::crop::PlanAllCrops(engine.graph(), {}).front());
  const aqua::Tensor input(engine.graph().InputShape());
  for (auto _ : state) benchmark::DoNotOptimize(program->Run(input));
}
BENCHMARK(FullImage)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond);

// Times do not depend on how well the formats fit, only on their bits.
aqua::graph::Graph InEightBits(const aqua::graph::Graph& graph) {
  aqua::quant::Profile profile;
  bool is_bounded = false;  // Follows a relu6.
  for (const auto& node : graph.nodes) {
    if (aqua::layers::HasTrained(*node.layer)) {
      const aqua::Tensor weights = aqua::layers::TrainedOf(*node.layer).weights;
      aqua::quant::LayerFormat format;
      format.layer = node.name;
      format.weight_bits = 8;
      format.weight_exponents = {aqua::quant::CoveringWeightExponent(weights, 8)};
      format.activations =
          is_bounded ? aqua::FixedPoint{8, -5, false} : aqua::FixedPoint{8, -4, true};
      profile.layers.push_back(format);
    }
    is_bounded = node.layer->Kind() == "Activation";
  }
  return aqua::quant::QuantizedGraph(graph, profile);
}

void FullImageInt8(benchmark::State& state) {
  aqua::exec::SetThreadCount(static_cast<int>(state.range(0)));
  aqua::exec::Engine engine(InEightBits(aqua::study::LoadGraph(kModel, {})));
  const auto program = engine.Compile(aqua::crop::PlanAllCrops(engine.graph(), {}).front());
  const aqua::Tensor input(engine.graph().InputShape());
  for (auto _ : state) benchmark::DoNotOptimize(program->Run(input));
}
BENCHMARK(FullImageInt8)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond);

void SixteenCropsApart(benchmark::State& state) {
  aqua::exec::SetThreadCount(1);
  aqua::exec::Engine engine(aqua::study::LoadGraph(kModel, {}));
  std::vector<std::unique_ptr<aqua::exec::Program>> programs;
  for (const auto& plan : aqua::crop::PlanAllCrops(engine.graph(), {}))
    programs.push_back(engine.Compile(plan));
  const aqua::Tensor input(engine.graph().InputShape());
  for (auto _ : state) {
    for (const auto& program : programs) benchmark::DoNotOptimize(program->Run(input));
  }
}
BENCHMARK(SixteenCropsApart)->Unit(benchmark::kMillisecond);

void SixteenCropsShared(benchmark::State& state) {
  aqua::exec::SetThreadCount(1);
  aqua::exec::Engine engine(aqua::study::LoadGraph(kModel, {}));
  const auto crops = engine.CompileSet(aqua::crop::PlanAllCrops(engine.graph(), {}));
  const aqua::Tensor input(engine.graph().InputShape());
  for (auto _ : state) benchmark::DoNotOptimize(crops->Run(input));
}
BENCHMARK(SixteenCropsShared)->Unit(benchmark::kMillisecond);

}  // namespace

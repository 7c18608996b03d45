// One image through a program, and through all 16 crops with and without shared work.
// Needs build/models/efficientnet-lite0.onnx: scripts/demo.sh makes it.
#include <benchmark/benchmark.h>

#include "aqua/exec/engine.h"
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

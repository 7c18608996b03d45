// A four-edge crop of 32 pixels that is grown to the full image, against a full run from the start,
// on one thread. "macs" is the share of a full run's multiply-accumulates.
// Needs build/models/efficientnet-lite0.onnx: scripts/demo.sh makes it.
#include <benchmark/benchmark.h>

#include "aqua/exec/engine.h"
#include "aqua/study/network.h"

namespace {

constexpr const char* kModel = AQUA_SOURCE_DIR "/build/models/efficientnet-lite0.onnx";

double Macs(const aqua::layers::Workloads& work) {
  double macs = 0;
  for (const aqua::layers::Workload& layer : work) macs += static_cast<double>(layer.macs());
  return macs;
}

struct Growing {
  explicit Growing(const aqua::crop::RimRule& rule = {})
      : engine(aqua::study::LoadGraph(kModel, {})) {
    aqua::exec::SetThreadCount(1);
    const auto crops = aqua::crop::PlanAllCrops(engine.graph(), {});
    plan = aqua::crop::PlanGrowth(engine.graph(), crops.back(), crops.front(), rule);
    input = aqua::Tensor(engine.graph().InputShape());
    for (int64_t i = 0; i < input.size(); ++i) input[i] = static_cast<float>(i % 251) / 125 - 1;
  }

  void TellShare(const aqua::layers::Workloads& work, benchmark::State& state) const {
    state.counters["macs"] = Macs(work) / Macs(aqua::crop::PlanWork(engine.graph(), plan.to));
  }

  aqua::exec::Engine engine;
  aqua::crop::GrowthPlan plan;
  aqua::Tensor input;
};

void Small(benchmark::State& state) {
  Growing growing;
  const auto program = growing.engine.Compile(growing.plan.from);
  for (auto _ : state) benchmark::DoNotOptimize(program->Run(growing.input));
  growing.TellShare(aqua::crop::PlanWork(growing.engine.graph(), growing.plan.from), state);
}
BENCHMARK(Small)->Unit(benchmark::kMillisecond);

void SmallThatKeeps(benchmark::State& state) {
  Growing growing;
  const auto program = growing.engine.CompileGrowth(growing.plan);
  for (auto _ : state) benchmark::DoNotOptimize(program->Run(growing.input));
  growing.TellShare(aqua::crop::PlanWork(growing.engine.graph(), growing.plan.from), state);
}
BENCHMARK(SmallThatKeeps)->Unit(benchmark::kMillisecond);

void GrowBy(const aqua::crop::RimRule& rule, benchmark::State& state) {
  Growing growing(rule);
  const auto program = growing.engine.CompileGrowth(growing.plan);
  program->Run(growing.input);
  for (auto _ : state) benchmark::DoNotOptimize(program->Grow(growing.input));
  growing.TellShare(aqua::crop::GrowthWork(growing.engine.graph(), growing.plan), state);
}

void Grow(benchmark::State& state) { GrowBy({}, state); }
BENCHMARK(Grow)->Unit(benchmark::kMillisecond);

void GrowExactly(benchmark::State& state) { GrowBy(aqua::crop::RimRule::Exact(), state); }
BENCHMARK(GrowExactly)->Unit(benchmark::kMillisecond);

void Full(benchmark::State& state) {
  Growing growing;
  const auto program = growing.engine.Compile(growing.plan.to);
  for (auto _ : state) benchmark::DoNotOptimize(program->Run(growing.input));
}
BENCHMARK(Full)->Unit(benchmark::kMillisecond);

}  // namespace

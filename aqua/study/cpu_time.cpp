#include "aqua/study/cpu_time.h"

#include <algorithm>
#include <random>

#include "aqua/exec/engine.h"

namespace aqua::study {
namespace {

double Median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<int64_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

}  // namespace

CpuTimes TimeLayers(const graph::Graph& graph, const crop::CropPlan& plan, const Tensor& input,
                    int runs) {
  exec::Engine engine(graph);
  const std::unique_ptr<exec::Program> program = engine.Compile(plan);
  program->Run(input);
  std::vector<std::vector<double>> ms;  // By step, then run.
  std::vector<exec::StepTime> steps;
  for (int run = 0; run < runs; ++run) {
    steps = program->TimeSteps(input);
    ms.resize(steps.size());
    for (size_t step = 0; step < steps.size(); ++step) ms[step].push_back(steps[step].ms);
  }
  const layers::Workloads work = crop::PlanWork(graph, plan);
  CpuTimes times{{}, 0, exec::ThreadCount(), runs};
  for (size_t step = 0; step < steps.size(); ++step) {
    const graph::Node& node = graph.nodes[steps[step].node];
    times.layers.push_back({node.name, std::string(node.layer->Kind()),
                            work[steps[step].node].macs(), Median(ms[step])});
    times.total_ms += times.layers.back().ms;
  }
  return times;
}

Tensor NoiseInput(const Shape& shape) {
  Tensor input(shape);
  std::mt19937 random(1);
  std::uniform_real_distribution<float> noise(-1, 1);
  for (int64_t i = 0; i < input.size(); ++i) input[i] = noise(random);
  return input;
}

}  // namespace aqua::study

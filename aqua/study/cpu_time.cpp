#include "aqua/study/cpu_time.h"

#include <algorithm>
#include <random>

#include "aqua/accel/checked_math.h"
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
  std::vector<double> whole_ms;         // By run.
  std::vector<exec::StepTime> steps;
  for (int run = 0; run < runs; ++run) {
    steps = program->TimeSteps(input);
    ms.resize(steps.size());
    whole_ms.push_back(0);
    for (size_t step = 0; step < steps.size(); ++step) {
      ms[step].push_back(steps[step].ms);
      whole_ms.back() += steps[step].ms;
    }
  }
  const layers::Workloads work = crop::PlanWork(graph, plan);
  const auto [least_ms, most_ms] = std::minmax_element(whole_ms.begin(), whole_ms.end());
  CpuTimes times{{}, 0, *least_ms, *most_ms, exec::ThreadCount(), runs};
  for (size_t step = 0; step < steps.size(); ++step) {
    const graph::Node& node = graph.nodes[steps[step].node];
    const auto [least, most] = std::minmax_element(ms[step].begin(), ms[step].end());
    times.layers.push_back({node.name, std::string(node.layer->Kind()),
                            accel::MacCount(work[steps[step].node]), Median(ms[step]), *least,
                            *most});
    times.total_ms += times.layers.back().ms;
  }
  return times;
}

double SavingTime(const CpuTimes& image, const CpuTimes& uncropped) {
  return uncropped.total_ms > 0 ? 1 - image.total_ms / uncropped.total_ms : 0;
}

Tensor NoiseInput(const Shape& shape) {
  Tensor input(shape);
  std::mt19937 random(1);
  std::uniform_real_distribution<float> noise(-1, 1);
  for (int64_t i = 0; i < input.size(); ++i) input[i] = noise(random);
  return input;
}

}  // namespace aqua::study

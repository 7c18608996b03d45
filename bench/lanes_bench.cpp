// How long counting from values takes on one core: random 8-bit activations, the convolutions of a
// whole network. DNNsim needs some 5 s for AlexNet (files read and memory modelled besides).
#include <benchmark/benchmark.h>

#include <random>

#include "aqua/accel/catalog.h"
#include "aqua/accel/published_networks.h"

namespace {

using aqua::accel::ImageWork;
using aqua::accel::LayerInput;
using aqua::layers::Workload;
using aqua::layers::Workloads;

constexpr int kBits = 8;

Workloads AlexNet() { return aqua::accel::published::AlexNetConvolutions({kBits, kBits}); }
Workloads Vgg16() { return aqua::accel::published::Vgg16Convolutions({kBits, kBits}); }

LayerInput RandomInput(const Workload& work, std::mt19937& engine) {
  LayerInput input;
  input.channels = work.groups * work.input_channels;
  input.height = (work.output_height - 1) * work.stride_height + work.kernel_height;
  input.width = (work.output_width - 1) * work.stride_width + work.kernel_width;
  input.values.resize(static_cast<size_t>(input.height * input.width * input.channels));
  for (int32_t& value : input.values) value = static_cast<int32_t>(engine() >> (32 - kBits));
  return input;
}

void CountFromValues(benchmark::State& state, const char* name, Workloads (*network)(),
                     const std::map<std::string, std::string>& settings) {
  const aqua::accel::AcceleratorPtr accelerator =
      aqua::accel::MakeAccelerator(name, {{}, settings});
  const Workloads layers = network();
  std::mt19937 engine(1);
  std::vector<LayerInput> inputs;
  for (const Workload& work : layers) inputs.push_back(RandomInput(work, engine));
  const aqua::accel::Mapping mapping = accelerator->Map(layers);
  for (auto _ : state) {
    benchmark::DoNotOptimize(accelerator->Count(mapping, ImageWork(layers, inputs)));
  }
}

BENCHMARK_CAPTURE(CountFromValues, pragmatic_alexnet, "bit_pragmatic", AlexNet, {})
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(CountFromValues, pragmatic_registers_alexnet, "bit_pragmatic", AlexNet,
                  {{"column_registers", "1"}})
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(CountFromValues, dynamic_stripes_alexnet, "dynamic_stripes", AlexNet, {})
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(CountFromValues, loom_alexnet, "loom", AlexNet, {})
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(CountFromValues, pragmatic_vgg16, "bit_pragmatic", Vgg16, {})
    ->Unit(benchmark::kMillisecond);

}  // namespace

// AlexNet's five convolutions (grouped, 227 x 227; 665.8 M MAC) in simulated crossbars, 16-bit
// weights and 8-bit activations, every column of every array converted: what `aqua simulate` does
// for them, on as many threads as the machine has.
#include <benchmark/benchmark.h>

#include <random>

#include "aqua/accel/published_networks.h"
#include "aqua/study/crossbar_unit.h"

namespace {

using aqua::exec::MatrixProduct;
using aqua::layers::Workload;

// One group of a layer, ready to multiply.
struct Layer {
  std::vector<int32_t> activations;
  std::vector<int32_t> weights;
  MatrixProduct product;
};

std::vector<int32_t> RandomIntegers(int64_t count, int least, int most, std::mt19937& random) {
  std::uniform_int_distribution<int32_t> value(least, most);
  std::vector<int32_t> values(static_cast<size_t>(count));
  for (int32_t& v : values) v = value(random);
  return values;
}

std::vector<Layer> AlexNet() {
  std::mt19937 random(1);
  std::vector<Layer> layers;
  size_t node = 0;
  for (const Workload& work : aqua::accel::published::AlexNetConvolutions({16, 8})) {
    for (int64_t group = 0; group < work.groups; ++group) {
      layers.push_back({RandomIntegers(work.positions() * work.rows(), 0, 255, random),
                        RandomIntegers(work.columns() * work.rows(), -32768, 32767, random),
                        {}});
      MatrixProduct& product = layers.back().product;
      product.node = node;
      product.layer = "conv";
      product.group = group;
      product.positions = work.positions();
      product.rows = work.rows();
      product.columns = work.columns();
      product.weight_bits = 16;
      product.activation_bits = 8;
    }
    ++node;
  }
  for (Layer& layer : layers) {
    layer.product.activations = layer.activations;
    layer.product.weights = layer.weights;
  }
  return layers;
}

void AlexNetInCrossbars(benchmark::State& state) {
  const std::vector<Layer> layers = AlexNet();
  aqua::study::CrossbarUnit unit({}, std::vector<bool>(5, true));
  std::vector<int64_t> sums;
  int64_t macs = 0;
  for (auto _ : state) {
    unit.StartImage(false);
    for (const Layer& layer : layers) {
      const MatrixProduct& product = layer.product;
      sums.resize(static_cast<size_t>(product.positions * product.columns));
      unit.Multiply(product, sums);
      benchmark::DoNotOptimize(sums.data());
      macs += product.positions * product.rows * product.columns;
    }
  }
  state.counters["MAC/s"] =
      benchmark::Counter(static_cast<double>(macs), benchmark::Counter::kIsRate);
}

BENCHMARK(AlexNetInCrossbars)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace

// The crossbar bit by bit: multiply-accumulates a second of one core, every used column of every
// array converted and clipped. The shape is that of bench/peers/crossbar_rate.py, which runs this
// beside a peer.
#include <benchmark/benchmark.h>

#include <random>
#include <vector>

#include "aqua/crossbar/crossbar.h"
#include "aqua/crossbar/layout.h"
#include "aqua/crossbar/plain_matrix.h"

namespace {

using aqua::crossbar::CrossbarMatrix;
using aqua::crossbar::CrossbarSpec;

struct Work {
  int64_t rows;
  int64_t columns;
  int64_t positions;
};
constexpr Work kLayer = {1152, 256, 196};
constexpr Work kDepthwise = {9, 1, 56 * 56};
constexpr Work kDense = {4096, 1000, 1};
constexpr int kWeightBits = 16;

std::vector<int32_t> Random(int64_t count, int32_t least, int32_t most) {
  std::mt19937 generator(1);
  std::uniform_int_distribution<int32_t> value(least, most);
  std::vector<int32_t> values(count);
  for (int32_t& each : values) each = value(generator);
  return values;
}

std::vector<int32_t> Weights(const Work& work) {
  return Random(work.rows * work.columns, -(1 << (kWeightBits - 1)), (1 << (kWeightBits - 1)) - 1);
}

std::vector<int32_t> Activations(const Work& work, int bits) {
  return Random(work.rows * work.positions, 0, (1 << bits) - 1);
}

void CountMacs(benchmark::State& state, const Work& work) {
  const auto macs = static_cast<double>(work.rows * work.columns * work.positions);
  state.counters["MAC/s"] = benchmark::Counter(macs, benchmark::Counter::kIsIterationInvariantRate);
}

void Multiply(benchmark::State& state, const Work& work, const CrossbarSpec& spec) {
  const auto bits = static_cast<int>(state.range(0));
  const CrossbarMatrix matrix(Weights(work), work.rows, work.columns, kWeightBits, spec);
  const std::vector<int32_t> activations = Activations(work, bits);
  std::vector<int64_t> sums(work.columns * work.positions);
  for (auto _ : state) {
    benchmark::DoNotOptimize(matrix.Multiply(activations, work.positions, bits, false, sums));
  }
  CountMacs(state, work);
}

void CrossbarLayer(benchmark::State& state) { Multiply(state, kLayer, {}); }
BENCHMARK(CrossbarLayer)->Arg(8)->Arg(16)->Unit(benchmark::kMillisecond);

// A narrow ADC: clipped conversions are counted.
void CrossbarLayerThatClips(benchmark::State& state) { Multiply(state, kLayer, {.adc_bits = 6}); }
BENCHMARK(CrossbarLayerThatClips)->Arg(8)->Unit(benchmark::kMillisecond);

void CrossbarDepthwise(benchmark::State& state) { Multiply(state, kDepthwise, {}); }
BENCHMARK(CrossbarDepthwise)->Arg(8)->Unit(benchmark::kMillisecond);

void CrossbarDense(benchmark::State& state) { Multiply(state, kDense, {}); }
BENCHMARK(CrossbarDense)->Arg(8)->Unit(benchmark::kMillisecond);

void CrossbarLayerOfRealDevices(benchmark::State& state) {
  Multiply(state, kLayer, {.devices = {.conductance_spread = 0.05, .read_noise_lsb = 0.25}});
}
BENCHMARK(CrossbarLayerOfRealDevices)->Arg(8)->Unit(benchmark::kMillisecond);

void CrossbarLayerOfPlainLoops(benchmark::State& state) {
  constexpr Work kFewPositions = {kLayer.rows, kLayer.columns, 1};
  const auto bits = static_cast<int>(state.range(0));
  const aqua::crossbar::PlainMatrix matrix(
      Weights(kFewPositions),
      aqua::crossbar::PlanLayout(kLayer.rows, kLayer.columns, kWeightBits, {}));
  const std::vector<int32_t> activations = Activations(kFewPositions, bits);
  std::vector<int64_t> sums(kFewPositions.columns);
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        matrix.Multiply({.activations = activations, .positions = 1, .bits = bits}, sums));
  }
  CountMacs(state, kFewPositions);
}
BENCHMARK(CrossbarLayerOfPlainLoops)->Arg(8)->Unit(benchmark::kMillisecond);

void CrossbarProgramming(benchmark::State& state) {
  const std::vector<int32_t> weights = Weights(kLayer);
  for (auto _ : state) {
    benchmark::DoNotOptimize(CrossbarMatrix(weights, kLayer.rows, kLayer.columns, kWeightBits, {}));
  }
}
BENCHMARK(CrossbarProgramming)->Unit(benchmark::kMillisecond);

}  // namespace

// How long an estimate of a whole network takes, from the file to the energies of all 16 crops.
#include <benchmark/benchmark.h>

#include "aqua/study/crop_cost.h"
#include "aqua/study/network.h"

namespace {

void EstimateAllCrops(benchmark::State& state, const char* network) {
  const std::string file = std::string(AQUA_SOURCE_DIR) + "/networks/" + network;
  for (auto _ : state) {
    const aqua::graph::Graph graph = aqua::study::LoadGraph(file, {});
    aqua::crop::CropSpec crop;
    crop.mode = aqua::crop::CropMode::kLiteral;
    benchmark::DoNotOptimize(
        aqua::study::CostCrops(graph, crop, aqua::crop::AllCrops(), "isaac", {}));
  }
}

BENCHMARK_CAPTURE(EstimateAllCrops, vgg16, "vgg16.onnx")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(EstimateAllCrops, resnet50, "resnet50.onnx")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(EstimateAllCrops, googlenet, "googlenet.onnx")->Unit(benchmark::kMillisecond);

}  // namespace

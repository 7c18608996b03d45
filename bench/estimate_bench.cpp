// How long an estimate of a whole network takes, from the file to the energies of all 16 crops.
#include <benchmark/benchmark.h>

#include "aqua/accel/catalog.h"
#include "aqua/study/crop_cost.h"
#include "aqua/study/network.h"

namespace {

void EstimateAllCrops(benchmark::State& state, const char* network) {
  const std::string file = std::string(AQUA_SOURCE_DIR) + "/networks/" + network;
  for (auto _ : state) {
    const aqua::graph::Graph graph = aqua::study::LoadGraph(file, {});
    aqua::crop::CropSpec crop;
    crop.mode = aqua::crop::CropMode::kLiteral;
    benchmark::DoNotOptimize(aqua::study::CostCrops(graph, crop, aqua::crop::AllCrops(), {}, {}));
  }
}

BENCHMARK_CAPTURE(EstimateAllCrops, vgg16, "vgg16.onnx")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(EstimateAllCrops, resnet50, "resnet50.onnx")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(EstimateAllCrops, googlenet, "googlenet.onnx")->Unit(benchmark::kMillisecond);

// A thousand images, each with a crop of its own: any edges, any depth. Everything that depends on
// the image is worked out anew: windows, work, counts, energy.
void EstimateThousandImages(benchmark::State& state, const char* network, const char* accelerator) {
  const std::string file = std::string(AQUA_SOURCE_DIR) + "/networks/" + network;
  const aqua::graph::Graph graph = aqua::study::LoadGraph(file, {});
  const aqua::accel::AcceleratorPtr model = aqua::accel::MakeAccelerator(accelerator);
  const aqua::cost::Estimator estimator(
      *model, aqua::study::WorkAtPrecision(graph, aqua::crop::MakePlan(graph, {}), {}));
  for (auto _ : state) {
    double energy_pj = 0;
    for (int image = 0; image < 1000; ++image) {
      aqua::crop::CropSpec crop;
      crop.code = aqua::crop::CropCode::FromIndex(image % aqua::crop::kCropCount);
      crop.depth = 1 + image % 60;
      crop.mode = aqua::crop::CropMode::kLiteral;
      energy_pj += estimator.EnergyPj(
          aqua::study::WorkAtPrecision(graph, aqua::crop::MakePlan(graph, crop), {}));
    }
    benchmark::DoNotOptimize(energy_pj);
  }
}

BENCHMARK_CAPTURE(EstimateThousandImages, resnet50_isaac, "resnet50.onnx", "isaac")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(EstimateThousandImages, resnet50_stripes, "resnet50.onnx", "stripes")
    ->Unit(benchmark::kMillisecond);

}  // namespace

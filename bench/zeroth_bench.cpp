// What the 0th layer takes of one core for one picture of 224 x 224, whole and by its parts. The
// network itself takes some 9 ms there.
#include <benchmark/benchmark.h>

#include <random>

#include "aqua/policy/zeroth_layer.h"

namespace {

aqua::image::Image Noise() {
  aqua::image::Image picture = aqua::image::MakeImage(224, 224);
  std::mt19937 engine(1);
  for (uint8_t& sample : picture.rgb) sample = static_cast<uint8_t>(engine());
  return picture;
}

void ZerothLayer(benchmark::State& state) {
  const aqua::image::Image picture = Noise();
  const aqua::policy::ZerothLayer layer;
  for (auto _ : state) benchmark::DoNotOptimize(layer.Scores(picture));
}
BENCHMARK(ZerothLayer)->Unit(benchmark::kMicrosecond);

void Thumbnail(benchmark::State& state) {
  const aqua::image::Image picture = Noise();
  for (auto _ : state) benchmark::DoNotOptimize(aqua::policy::MakeThumbnail(picture));
}
BENCHMARK(Thumbnail)->Unit(benchmark::kMicrosecond);

void Feature(benchmark::State& state) {
  const auto& feature = *aqua::policy::FeatureCatalog().at(static_cast<size_t>(state.range(0)));
  const aqua::policy::Thumbnail thumbnail = aqua::policy::MakeThumbnail(Noise());
  const auto strips = aqua::policy::BorderStrips({thumbnail.width, thumbnail.height});
  state.SetLabel(feature.name());
  for (auto _ : state) benchmark::DoNotOptimize(feature.Score(thumbnail, strips));
}
BENCHMARK(Feature)
    ->DenseRange(0, static_cast<int64_t>(aqua::policy::FeatureCatalog().size()) - 1)
    ->Unit(benchmark::kMicrosecond);

}  // namespace

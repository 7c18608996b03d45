// How long a decoded photo takes on one core to become what a network reads: resize, crop, numbers.
#include <benchmark/benchmark.h>

#include <random>

#include "aqua/image/preprocess.h"

namespace {

using aqua::image::DefaultPreprocess;
using aqua::image::Image;
using aqua::image::Preprocess;

Image RandomPhoto(int64_t width, int64_t height) {
  Image image = aqua::image::MakeImage(width, height);
  std::mt19937 engine(1);
  for (uint8_t& sample : image.rgb) sample = static_cast<uint8_t>(engine());
  return image;
}

// Width and height of the photo, side of the network's input.
void PreparePhoto(benchmark::State& state) {
  const Image photo = RandomPhoto(state.range(0), state.range(1));
  const Preprocess preprocess = DefaultPreprocess(3, state.range(2), state.range(2));
  for (auto _ : state) benchmark::DoNotOptimize(PrepareImage(photo, preprocess));
}

BENCHMARK(PreparePhoto)
    ->Unit(benchmark::kMicrosecond)
    ->Args({600, 400, 224})
    ->Args({600, 400, 160})
    ->Args({400, 600, 224})
    ->Args({400, 1200, 224})
    ->Args({150, 100, 224})
    ->Args({4000, 3000, 224});

void PictureToTensor(benchmark::State& state) {
  const Image picture = RandomPhoto(state.range(0), state.range(0));
  const Preprocess preprocess = DefaultPreprocess(3, state.range(0), state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(ToTensor(picture, preprocess));
}

BENCHMARK(PictureToTensor)->Unit(benchmark::kMicrosecond)->Arg(224)->Arg(160);

}  // namespace

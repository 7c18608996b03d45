#include "aqua/policy/features/colour_gradient.h"

#include <algorithm>
#include <cmath>

#include "aqua/policy/features/window_sum.h"

namespace aqua::policy {
namespace {

constexpr int64_t kChannels = 3;

// At every cell the difference to the one `step` values on, summed over the channels. The last
// `step` cells have none.
std::vector<float> Differences(const Thumbnail& thumbnail, size_t step) {
  const size_t size = thumbnail.luma.size();
  std::vector<float> differences(size);
  if (size <= step) return differences;
  const float* const red = thumbnail.rgb[0].data();
  const float* const green = thumbnail.rgb[1].data();
  const float* const blue = thumbnail.rgb[2].data();
  float* const out = differences.data();
  for (size_t i = 0; i < size - step; ++i) {
    out[i] = std::abs(red[i + step] - red[i]) + std::abs(green[i + step] - green[i]) +
             std::abs(blue[i + step] - blue[i]);
  }
  return differences;
}

class ColourGradient : public Feature {
 public:
  std::string name() const override { return "colour_gradient"; }

  StripScores Score(const Thumbnail& thumbnail, const Strips& strips) const override {
    const int64_t width = thumbnail.width;
    const std::vector<float> across = Differences(thumbnail, 1);
    const std::vector<float> down = Differences(thumbnail, static_cast<size_t>(width));
    return ScoreEach(strips, [&](const Window& window) {
      const auto [rows, columns] = window;
      const Window lefts{rows, {columns.begin, columns.end - 1}};
      const Window uppers{{rows.begin, rows.end - 1}, columns};
      const int64_t pairs = std::max<int64_t>(lefts.area() + uppers.area(), 1);
      const double sum = WindowSum(across, width, lefts) + WindowSum(down, width, uppers);
      return sum / static_cast<double>(pairs * kChannels);
    });
  }

  // Two cells are held against each other, in two directions and three channels.
  layers::Workload Work(int64_t height, int64_t width) const override {
    layers::Workload work{"zeroth/colour_gradient", layers::WorkKind::kConvolution};
    work.groups = 2 * kChannels;
    work.kernel_width = 2;
    work.input_channels = 1;
    work.output_channels = 1;
    work.output_height = height;
    work.output_width = width;
    return work;
  }
};

}  // namespace

FeaturePtr MakeColourGradient() { return std::make_shared<ColourGradient>(); }

}  // namespace aqua::policy

#include "aqua/policy/features/colour_distance.h"

#include <cmath>

#include "aqua/policy/features/window_sum.h"

namespace aqua::policy {
namespace {

using Colour = std::array<double, 3>;

Colour MeanColour(const Thumbnail& thumbnail, const Window& window) {
  Colour mean{};
  for (size_t channel = 0; channel < mean.size(); ++channel) {
    mean[channel] = WindowMean(thumbnail.rgb[channel], thumbnail.width, window);
  }
  return mean;
}

Colour BorderColour(const Thumbnail& thumbnail, const Window& centre) {
  const Window whole{{0, thumbnail.height}, {0, thumbnail.width}};
  Colour border = MeanColour(thumbnail, whole);
  if (centre == whole) return border;
  const Colour inner = MeanColour(thumbnail, centre);
  const auto inside = static_cast<double>(centre.area());
  const auto all = static_cast<double>(whole.area());
  for (size_t channel = 0; channel < border.size(); ++channel) {
    border[channel] = (border[channel] * all - inner[channel] * inside) / (all - inside);
  }
  return border;
}

class ColourDistance : public Feature {
 public:
  std::string name() const override { return "colour_distance"; }

  StripScores Score(const Thumbnail& thumbnail, const Strips& strips) const override {
    const Colour border = BorderColour(thumbnail, strips.centre);
    return ScoreEach(strips, [&](const Window& window) {
      const Colour mean = MeanColour(thumbnail, window);
      return std::hypot(mean[0] - border[0], mean[1] - border[1], mean[2] - border[2]);
    });
  }

  // Each cell of three channels is added up.
  layers::Workload Work(int64_t height, int64_t width) const override {
    layers::Workload work{"zeroth/colour_distance", layers::WorkKind::kConvolution};
    work.groups = 3;
    work.input_channels = 1;
    work.output_channels = 1;
    work.output_height = height;
    work.output_width = width;
    return work;
  }
};

}  // namespace

FeaturePtr MakeColourDistance() { return std::make_shared<ColourDistance>(); }

}  // namespace aqua::policy

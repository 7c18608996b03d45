#include "aqua/policy/features/sobel_edges.h"

#include <algorithm>
#include <cmath>

#include "aqua/policy/features/window_sum.h"

namespace aqua::policy {
namespace {

// Sobel's kernels weigh each difference over two cells by 1, 2, 1.
constexpr float kScale = 1.0F / 8;

// The luma with its outermost cells once more around it.
std::vector<float> Padded(const Thumbnail& thumbnail) {
  const int64_t stride = thumbnail.width + 2;
  std::vector<float> padded(static_cast<size_t>(stride * (thumbnail.height + 2)));
  for (int64_t y = 0; y < thumbnail.height + 2; ++y) {
    const int64_t from = std::clamp<int64_t>(y - 1, 0, thumbnail.height - 1);
    const float* const row = thumbnail.luma.data() + from * thumbnail.width;
    float* const out = padded.data() + y * stride;
    std::copy(row, row + thumbnail.width, out + 1);
    out[0] = row[0];
    out[stride - 1] = row[thumbnail.width - 1];
  }
  return padded;
}

void EnergyRow(const float* above, const float* here, const float* below, int64_t width,
               float* energy) {
  for (int64_t x = 0; x < width; ++x) {
    const float gx =
        (above[x + 2] - above[x]) + 2 * (here[x + 2] - here[x]) + (below[x + 2] - below[x]);
    const float gy =
        (below[x] - above[x]) + 2 * (below[x + 1] - above[x + 1]) + (below[x + 2] - above[x + 2]);
    energy[x] = (gx * gx + gy * gy) * kScale * kScale;
  }
}

class SobelEdges : public Feature {
 public:
  std::string name() const override { return "sobel_edges"; }

  StripScores Score(const Thumbnail& thumbnail, const Strips& strips) const override {
    const std::vector<float> padded = Padded(thumbnail);
    const int64_t width = thumbnail.width;
    const int64_t stride = width + 2;
    std::vector<float> energy(thumbnail.luma.size());
    for (int64_t y = 0; y < thumbnail.height; ++y) {
      const float* const above = padded.data() + y * stride;
      EnergyRow(above, above + stride, above + 2 * stride, width, energy.data() + y * width);
    }
    return ScoreEach(
        strips, [&](const Window& window) { return std::sqrt(WindowMean(energy, width, window)); });
  }

  layers::Workload Work(int64_t height, int64_t width) const override {
    layers::Workload work{"zeroth/sobel_edges", layers::WorkKind::kConvolution};
    work.kernel_height = work.kernel_width = 3;
    work.input_channels = 1;
    work.output_channels = 2;
    work.output_height = height;
    work.output_width = width;
    return work;
  }
};

}  // namespace

FeaturePtr MakeSobelEdges() { return std::make_shared<SobelEdges>(); }

}  // namespace aqua::policy

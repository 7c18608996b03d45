#include "aqua/policy/features/points_of_interest.h"

#include "aqua/policy/features/window_sum.h"

namespace aqua::policy {
namespace {

constexpr float kEdgePenalty = 0.04F;
constexpr float kLeastContrast = 1.0F / 16;
// One quadrant brighter by c: gradients (c/2, c/2), (c, 0), (0, c), 0 at the corner's cell, so
// M = [1.25 0.25; 0.25 1.25] c^2, det M = 1.5 c^4, trace M = 2.5 c^2.
constexpr float kLeastResponse = (1.5F - kEdgePenalty * 2.5F * 2.5F) * kLeastContrast *
                                 kLeastContrast * kLeastContrast * kLeastContrast;

// The products of the gradients where four cells meet: rows and columns one fewer than cells, in
// rows as long as the picture's.
struct Products {
  std::vector<float> xx;
  std::vector<float> yy;
  std::vector<float> xy;
};

Products ProductsOf(const Thumbnail& thumbnail) {
  const size_t size = thumbnail.luma.size();
  const auto width = static_cast<size_t>(thumbnail.width);
  Products products{std::vector<float>(size), std::vector<float>(size), std::vector<float>(size)};
  const float* const upper = thumbnail.luma.data();
  float* const xx = products.xx.data();
  float* const yy = products.yy.data();
  float* const xy = products.xy.data();
  // Runs over the ends of rows: what comes of it there is never read.
  for (size_t i = 0; i + width + 1 < size; ++i) {
    const float* const at = upper + i;
    const float gx = ((at[1] - at[0]) + (at[width + 1] - at[width])) * 0.5F;
    const float gy = ((at[width] - at[0]) + (at[width + 1] - at[1])) * 0.5F;
    xx[i] = gx * gx;
    yy[i] = gy * gy;
    xy[i] = gx * gy;
  }
  return products;
}

// Over the 2x2 values whose last is at `i`.
inline float SquareSum(const float* values, int64_t i, int64_t width) {
  return (values[i - width - 1] + values[i - width]) + (values[i - 1] + values[i]);
}

// 1 at corners, else 0.
std::vector<float> CornersOf(const Thumbnail& thumbnail) {
  std::vector<float> corners(thumbnail.luma.size());
  const Products products = ProductsOf(thumbnail);
  const float* const xx = products.xx.data();
  const float* const yy = products.yy.data();
  const float* const xy = products.xy.data();
  const int64_t width = thumbnail.width;
  float* const out = corners.data();
  for (int64_t y = 1; y < thumbnail.height - 1; ++y) {
    for (int64_t i = y * width + 1; i < (y + 1) * width - 1; ++i) {
      const float a = SquareSum(xx, i, width);
      const float b = SquareSum(yy, i, width);
      const float c = SquareSum(xy, i, width);
      const float response = (a * b - c * c) - kEdgePenalty * (a + b) * (a + b);
      out[i] = response > kLeastResponse ? 1.0F : 0.0F;
    }
  }
  return corners;
}

class PointsOfInterest : public Feature {
 public:
  std::string name() const override { return "points_of_interest"; }

  StripScores Score(const Thumbnail& thumbnail, const Strips& strips) const override {
    const std::vector<float> corners = CornersOf(thumbnail);
    return ScoreEach(
        strips, [&](const Window& window) { return WindowMean(corners, thumbnail.width, window); });
  }

  // Two gradients and the three sums of M, each over 2x2 values.
  layers::Workload Work(int64_t height, int64_t width) const override {
    layers::Workload work{"zeroth/points_of_interest", layers::WorkKind::kConvolution};
    work.kernel_height = work.kernel_width = 2;
    work.input_channels = 1;
    work.output_channels = 5;
    work.output_height = height;
    work.output_width = width;
    return work;
  }
};

}  // namespace

FeaturePtr MakePointsOfInterest() { return std::make_shared<PointsOfInterest>(); }

}  // namespace aqua::policy

// What every feature of the catalog must keep to, whoever adds it.
#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <set>

#include "aqua/image/test_images.h"
#include "aqua/policy/features/catalog.h"
#include "aqua/policy/testing/pictures.h"

namespace aqua::policy {
namespace {

using image::Image;
using image::NoiseImage;

constexpr float kNear = 1e-5F;

class EveryFeature : public testing::TestWithParam<FeaturePtr> {};

void ExpectNear(const StripScores& a, const StripScores& b) {
  for (size_t i = 0; i < kStripNames.size(); ++i) {
    EXPECT_NEAR(a.InOrder()[i], b.InOrder()[i], kNear) << kStripNames[i];
  }
}

// Something of everything: smooth, noisy and plain parts, no two strips alike.
Image Scene(int width, int height) {
  const Image noise = NoiseImage(width, height, 7);
  return Picture(width, height, [&](int x, int y) {
    const uint8_t* const at = noise.Row(y) + ptrdiff_t{x} * 3;
    if (x + y < width / 2) return std::array<uint8_t, 3>{at[0], at[1], at[2]};
    if (x > 2 * y) return std::array<uint8_t, 3>{static_cast<uint8_t>(x), 40, at[2]};
    return std::array<uint8_t, 3>{200, static_cast<uint8_t>(y / 2), 90};
  });
}

std::vector<Image> HostilePictures() {
  const auto filled = [](int gray) { return [gray](int, int) { return gray; }; };
  return {NoiseImage(1, 1),
          NoiseImage(2, 300),
          NoiseImage(300, 2),
          NoiseImage(1, 5000),
          NoiseImage(224, 224),
          GrayPicture(224, 224, filled(0)),
          GrayPicture(224, 224, filled(255)),
          GrayPicture(64, 3, [](int x, int y) { return (x + y) % 2 * 255; })};
}

TEST_P(EveryFeature, IsFiniteOnHostilePictures) {
  for (const Image& picture : HostilePictures()) {
    for (const float score : ScoresOf(*GetParam(), picture).InOrder()) {
      EXPECT_TRUE(std::isfinite(score)) << picture.width << " x " << picture.height;
    }
  }
}

TEST_P(EveryFeature, AMirroredPictureSwapsLeftAndRight) {
  for (const Image& picture : {Scene(224, 224), Scene(190, 161), NoiseImage(300, 2)}) {
    StripScores scores = ScoresOf(*GetParam(), picture);
    std::swap(scores.left, scores.right);
    ExpectNear(ScoresOf(*GetParam(), Mirrored(picture)), scores);
  }
}

TEST_P(EveryFeature, AFlippedPictureSwapsTopAndBottom) {
  for (const Image& picture : {Scene(224, 224), Scene(190, 161), NoiseImage(300, 2)}) {
    StripScores scores = ScoresOf(*GetParam(), picture);
    std::swap(scores.top, scores.bottom);
    ExpectNear(ScoresOf(*GetParam(), Flipped(picture)), scores);
  }
}

TEST_P(EveryFeature, APlainPictureScoresTheSameOnAllStrips) {
  for (const int gray : {0, 1, 100, 255}) {
    const StripScores scores =
        ScoresOf(*GetParam(), GrayPicture(224, 224, [gray](int, int) { return gray; }));
    EXPECT_NEAR(scores.bottom, scores.top, kNear);
    EXPECT_NEAR(scores.left, scores.top, kNear);
    EXPECT_NEAR(scores.right, scores.top, kNear);
  }
}

TEST_P(EveryFeature, ScoresTheSameTwice) {
  const Image picture = Scene(224, 224);
  EXPECT_EQ(ScoresOf(*GetParam(), picture), ScoresOf(*GetParam(), picture));
}

TEST_P(EveryFeature, StatesItsWork) {
  const layers::Workload work = GetParam()->Work(56, 56);
  EXPECT_EQ(work.layer, "zeroth/" + GetParam()->name());
  EXPECT_TRUE(work.has_weights());
  EXPECT_GT(work.macs(), 0);
  // Six features of 20 MACs a cell are a thousandth of EfficientNet-lite0's.
  EXPECT_LE(work.macs(), 20 * 56 * 56);
  EXPECT_GT(GetParam()->Work(1, 1).macs(), 0);
  EXPECT_GE(GetParam()->Work(56, 75).macs(), work.macs());
}

TEST(FeatureCatalog, NamesAreThereOnce) {
  const std::vector<std::string> names = FeatureNames();
  EXPECT_FALSE(names.empty());
  EXPECT_EQ(std::set<std::string>(names.begin(), names.end()).size(), names.size());
}

INSTANTIATE_TEST_SUITE_P(Catalog, EveryFeature, testing::ValuesIn(FeatureCatalog()),
                         [](const auto& each) { return each.param->name(); });

}  // namespace
}  // namespace aqua::policy

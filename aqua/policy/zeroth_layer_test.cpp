#include "aqua/policy/zeroth_layer.h"

#include <gtest/gtest.h>

#include "aqua/core/error.h"
#include "aqua/image/test_images.h"

namespace aqua::policy {
namespace {

using image::ErrorOf;

int64_t MacsOf(const layers::Workloads& work) {
  int64_t macs = 0;
  for (const layers::Workload& layer : work) macs += layer.macs();
  return macs;
}

TEST(ZerothLayer, NamesFiveScoresAFeature) {
  const ZerothLayer all;
  ASSERT_EQ(all.score_names().size(), FeatureCatalog().size() * 5);
  EXPECT_EQ(all.score_names().front(), "sobel_edges.top");
  EXPECT_EQ(all.score_names().back(), "centre_prior.centre");
  EXPECT_EQ(all.Scores(image::NoiseImage(30, 20)).size(), all.score_names().size());
}

TEST(ZerothLayer, ScoresStandUnderTheirNamesInTheCatalogsOrder) {
  const image::Image picture = image::NoiseImage(224, 200);
  const ZerothLayer all;
  const ZerothLayer two({"entropy", "sobel_edges"});
  const std::vector<float> every = all.Scores(picture);
  const std::vector<float> some = two.Scores(picture);
  ASSERT_EQ(some.size(), 10U);
  for (size_t i = 0; i < some.size(); ++i) {
    EXPECT_EQ(two.score_names()[i], all.score_names()[i]);
    EXPECT_EQ(some[i], every[i]);
  }
}

TEST(ZerothLayer, DeeperStripsScoreOtherwise) {
  const image::Image picture = image::NoiseImage(224, 224);
  EXPECT_NE(ZerothLayer(FeatureNames(), 0.25).Scores(picture), ZerothLayer().Scores(picture));
}

TEST(ZerothLayer, ItsWorkHoldsTheThumbnailsAndEveryFeatures) {
  // 56 * 56 cells: 16 * 3 samples each, luma 3, features 18 + 16 + 12 + 3 + 20, and 5 constants.
  EXPECT_EQ(MacsOf(ZerothLayer().Work({224, 224})), 56 * 56 * (48 + 3 + 69) + 5);
  EXPECT_EQ(MacsOf(ZerothLayer({"entropy"}).Work({224, 224})), 56 * 56 * (48 + 3 + 16));
}

TEST(ZerothLayer, CostsAThousandthOfEfficientNetLite0) {
  constexpr double lite0_macs = 385e6;
  EXPECT_LT(static_cast<double>(MacsOf(ZerothLayer().Work({224, 224}))), 0.001 * lite0_macs);
}

TEST(ZerothLayer, FeaturesThatAreNoneAreRefused) {
  EXPECT_NE(
      ErrorOf([] { ZerothLayer({"sobel"}); }).find("no feature \"sobel\"; it knows sobel_edges"),
      std::string::npos);
  EXPECT_NE(ErrorOf([] {
              ZerothLayer({"entropy", "entropy"});
            }).find("more than once"),
            std::string::npos);
  EXPECT_THROW(ZerothLayer(std::vector<std::string>{}), Error);
  EXPECT_THROW(ZerothLayer({"entropy"}, 0.6), Error);
}

}  // namespace
}  // namespace aqua::policy

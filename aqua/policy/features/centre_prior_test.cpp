#include "aqua/policy/features/centre_prior.h"

#include <gtest/gtest.h>

#include <cmath>

#include "aqua/policy/testing/pictures.h"

namespace aqua::policy {
namespace {

// By adding up exp(-x^2 / 2) from `begin` to `end`, in deviations.
double Mass(double begin, double end) {
  constexpr int kSteps = 100000;
  const double step = (end - begin) / kSteps;
  double sum = 0;
  for (int i = 0; i < kSteps; ++i) {
    const double x = begin + (i + 0.5) * step;
    sum += std::exp(-x * x / 2) * step;
  }
  return sum;
}

TEST(CentrePrior, IsTheShareOfAGaussian) {
  const StripScores scores = ScoresOf(*MakeCentrePrior(), image::MakeImage(56, 56));
  // The half side is two deviations, the strip 4/7 of one.
  const double strip = Mass(-2, -2 + 4.0 / 7) / Mass(-2, 2);
  EXPECT_NEAR(scores.left, strip, 1e-6);
  EXPECT_NEAR(scores.top, strip, 1e-6);
  EXPECT_NEAR(scores.centre, (1 - 2 * strip) * (1 - 2 * strip), 1e-6);
}

TEST(CentrePrior, DoesNotLookAtThePicture) {
  const auto stripes = GrayPicture(56, 56, [](int x, int) { return x; });
  EXPECT_EQ(ScoresOf(*MakeCentrePrior(), stripes),
            ScoresOf(*MakeCentrePrior(), image::MakeImage(56, 56)));
}

}  // namespace
}  // namespace aqua::policy

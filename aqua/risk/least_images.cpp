#include "aqua/risk/least_images.h"

#include <algorithm>
#include <cmath>

#include "aqua/core/error.h"

namespace aqua::risk {
namespace {

constexpr double kMost = 9007199254740992;  // 2^53.
// A hair less, as 0.25 at 1/2 are two images and not 2.0000000001.
constexpr double kLess = 1 - 1e-12;

}  // namespace

int64_t LeastImages(double alpha, double delta) {
  AQUA_CHECK(alpha > 0 && alpha < 1 && delta > 0 && delta < 1);
  const double images = std::ceil(kLess * std::log(delta) / std::log1p(-alpha));
  return static_cast<int64_t>(std::clamp(images, 1.0, kMost));
}

}  // namespace aqua::risk

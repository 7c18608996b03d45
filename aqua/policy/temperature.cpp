#include "aqua/policy/temperature.h"

#include <algorithm>
#include <cmath>

#include "aqua/core/error.h"

namespace aqua::policy {
namespace {

constexpr double kMost = 20;
constexpr int kMostSteps = 60;
constexpr double kClose = 1e-9;

// Of the summed loss, by b = 1 / T: it is convex in b.
struct Derivatives {
  double first = 0;
  double second = 0;
};

double Largest(const LabelledScores& image) {
  return *std::max_element(image.scores.begin(), image.scores.end());
}

// The loss is log sum exp(b z) - b z_right: its derivatives are E[z] - z_right and Var[z], z
// weighted by the probabilities. z is measured from the largest.
void Add(const LabelledScores& image, double b, Derivatives& sum) {
  const double largest = Largest(image);
  double weights = 0;
  double mean = 0;
  double square = 0;
  for (const float score : image.scores) {
    const double z = score - largest;
    const double weight = std::exp(b * z);
    if (weight == 0) continue;
    weights += weight;
    mean += weight * z;
    square += weight * z * z;
  }
  mean /= weights;
  sum.first += mean - (image.scores[static_cast<size_t>(image.right)] - largest);
  sum.second += square / weights - mean * mean;
}

void Check(const LabelledScores& image) {
  AQUA_CHECK(image.right >= 0 && static_cast<size_t>(image.right) < image.scores.size());
  const bool is_sound = std::all_of(image.scores.begin(), image.scores.end(),
                                    [](float score) { return std::isfinite(score); });
  if (is_sound) return;
  throw Error("the network's scores hold what is no finite number; probabilities cannot be made");
}

}  // namespace

double FitTemperature(std::span<const LabelledScores> images) {
  if (images.empty()) return 1;
  for (const LabelledScores& image : images) Check(image);
  double low = 1 / kMost;
  double high = kMost;
  double b = 1;
  // Newton's method, within the bracket in which the first derivative changes its sign.
  for (int i = 0; i < kMostSteps && high - low > kClose * low; ++i) {
    Derivatives sum;
    for (const LabelledScores& image : images) Add(image, b, sum);
    (sum.first > 0 ? high : low) = b;
    const double next = b - sum.first / sum.second;
    const bool is_inside = next > low && next < high;  // Not where the second is 0, either.
    if (is_inside && std::abs(next - b) < kClose * b) return 1 / next;
    b = is_inside ? next : std::sqrt(low * high);
  }
  return 1 / b;
}

}  // namespace aqua::policy

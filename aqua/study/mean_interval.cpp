#include "aqua/study/mean_interval.h"

#include <cmath>

namespace aqua::study {
namespace {

constexpr int64_t kLeastCount = 30;
constexpr double kNormalQuantile = 1.959963984540054;  // Of 97.5 %.

}  // namespace

MeanInterval MeanInterval::operator*(double factor) const {
  MeanInterval scaled{mean * factor, half_width};
  if (scaled.half_width) *scaled.half_width *= factor;
  return scaled;
}

void RunningMean::Add(double value) {
  ++count_;
  const double distance = value - mean_;
  mean_ += distance / static_cast<double>(count_);
  squares_ += distance * (value - mean_);
}

MeanInterval RunningMean::Result() const {
  if (count_ < kLeastCount) return {mean_, std::nullopt};
  const auto count = static_cast<double>(count_);
  const double deviation = std::sqrt(squares_ / (count - 1));
  return {mean_, kNormalQuantile * deviation / std::sqrt(count)};
}

}  // namespace aqua::study

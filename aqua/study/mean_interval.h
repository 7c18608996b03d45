// The mean of what was seen on a sample of images, and how far the mean of all such images may lie
// from it.
#pragma once

#include <cstdint>
#include <optional>

namespace aqua::study {

struct MeanInterval {
  double mean = 0;
  // Half the width of the 95 % confidence interval around the mean, by the normal distribution:
  // 1.96 * sample standard deviation / sqrt(images). Nothing for fewer than 30 images, where the
  // normal distribution is no guide.
  std::optional<double> half_width;

  MeanInterval operator*(double factor) const;  // Of values in another unit; factor >= 0.
};

class RunningMean {
 public:
  void Add(double value);
  MeanInterval Result() const;  // 0 when nothing was added.

 private:
  int64_t count_ = 0;
  double mean_ = 0;
  double squares_ = 0;  // Sum of squared distances from the mean: Welford's recurrence.
};

}  // namespace aqua::study

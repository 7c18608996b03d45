// What is remembered of the values that one layer reads over many images: their range, counts by
// magnitude, a sample, and what every channel holds. Made image by image, in any order, on any
// number of threads whose sketches are then merged; the same values give the same sketch but for
// the rounding of sums.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "aqua/quant/log_histogram.h"
#include "aqua/quant/value_sample.h"

namespace aqua::quant {

class ActivationSketch {
 public:
  // The cells of one image, channels last: what a layer reads of it, or a region of that. Of
  // `channels` channels every time. Values that are not finite are noted and may be in any count.
  void Add(std::span<const float> cells, int64_t channels);
  // `other`: of the same layer and other images.
  void Merge(const ActivationSketch& other);

  int64_t count() const { return count_; }  // 0: no image was seen.
  int64_t zeros() const { return zeros_; }
  bool all_finite() const { return all_finite_; }
  float Least() const;
  float Most() const;
  // True when every channel holds one value everywhere, in all images.
  bool IsFlat() const;

  const LogHistogram& positive() const { return positive_; }
  const LogHistogram& negative() const { return negative_; }  // Of the magnitudes.
  // At most ValueSample::kMost values, ascending.
  std::vector<float> Sample() const { return sample_.Sorted(); }

  int64_t channels() const { return static_cast<int64_t>(by_channel_.sums.size()); }
  std::vector<float> ChannelMeans() const;

 private:
  struct ByChannel {
    std::vector<double> sums;
    std::vector<float> least;
    std::vector<float> most;
  };

  void AddToChannels(std::span<const float> cells, size_t channels);
  void AddToHistograms(std::span<const float> cells);

  int64_t count_ = 0;
  int64_t zeros_ = 0;
  bool all_finite_ = true;
  LogHistogram positive_ = {};
  LogHistogram negative_ = {};
  ByChannel by_channel_;
  ValueSample sample_;
};

}  // namespace aqua::quant

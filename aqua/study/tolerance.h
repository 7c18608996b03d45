// How often a crop can be taken without changing what counts, and what that saves. An image that
// the full run gets wrong counts as uncropped. Savings are fractions of the uncropped energy, means
// over images; the oracle takes, per image, the crop that saves most among those that keep what
// counts. It has seen the answer: it is a bound, not a method.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "aqua/crop/crop.h"
#include "aqua/store/rows.h"
#include "aqua/study/mean_interval.h"

namespace aqua::study {

// Where "right" means that the first class is one of the right ones, or one of the first five.
struct RankTolerance {
  double right_full = 0;      // Share of images.
  double right_crop_all = 0;  // The same with all four edges cut.
  double tolerate_any = 0;    // Share that is right in full and with at least one edge cut.
  // Images by the most edges that can be cut while the answer stays right; wrong in full: 0.
  std::array<int64_t, 5> edges_histogram{};
  MeanInterval saving;  // The oracle's.
  // Minus that of the study's first weight set, image by image: the interval is that of the mean
  // of differences.
  MeanInterval saving_difference;
};

// One reading of what is right: the true label, or the full run's own answer.
struct CropTolerance {
  int64_t images = 0;  // That the reading applies to.
  RankTolerance top1;
  RankTolerance top5;
};

// Adds up one weight set's images under one reading.
class ToleranceTally {
 public:
  // `savings`: by crop.
  explicit ToleranceTally(std::vector<double> savings) : savings_(std::move(savings)) {}

  // What the oracle saves on one image.
  struct OracleSavings {
    double top1 = 0;
    double top5 = 0;
  };

  // `outcomes`: of one image, by crop. `right`: its right classes. `first`: what the first weight
  // set's tally returned for this image; null for the first set itself.
  OracleSavings Add(std::span<const store::OutcomeRow> outcomes, const std::vector<int>& right,
                    const OracleSavings* first);

  CropTolerance Result() const;

 private:
  struct RankSums {
    RankTolerance counts;
    RunningMean saving;
    RunningMean difference;
  };

  // `right`: by crop, whether the answer is right. Returns what the oracle saves.
  double AddRank(const std::array<bool, crop::kCropCount>& right, RankSums& sums) const;
  RankTolerance Mean(const RankSums& sums) const;

  std::vector<double> savings_;
  int64_t images_ = 0;
  RankSums top1_;
  RankSums top5_;
};

}  // namespace aqua::study

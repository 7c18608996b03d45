// What a study shows: how often a crop can be taken without changing what counts, and what that
// saves. An image that the full run gets wrong counts as uncropped. Savings are fractions of the
// uncropped energy, means over images; the oracle takes, per image, the crop that saves most among
// those that keep what counts. It has seen the answer: it is a bound, not a method.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "aqua/store/store.h"

namespace aqua::study {

// One reading of "what counts": the true label, or the full run's own answer.
struct CropTolerance {
  int64_t images = 0;        // That the reading applies to.
  double top1_full = 0;      // Share whose full answer counts as right.
  double top1_crop_all = 0;  // The same with all four edges cut.
  double top5_full = 0;
  double top5_crop_all = 0;
  double tolerate_any_top1 = 0;  // Share that is right in full and with at least one edge cut.
  // Images by the most edges that can be cut while the answer stays right; wrong in full: 0.
  std::array<int64_t, 5> edges_histogram_top1{};
  double saving_oracle_top1 = 0;
  double saving_oracle_top5 = 0;
};

struct Summary {
  int64_t images = 0;  // Failed ones too.
  int64_t failed = 0;
  std::vector<std::string> failures;  // Why, an entry each.
  CropTolerance labels;               // Against the labels of the labelled images.
  CropTolerance agreement;            // Against the full run's answer, of every image.
  double saving_crop_all = 0;
};

Summary Summarise(const store::Store& store);

}  // namespace aqua::study

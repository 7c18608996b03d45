// What a study shows, for each of its weight sets: see tolerance.h.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "aqua/store/store.h"
#include "aqua/study/tolerance.h"

namespace aqua::study {

struct SetSummary {
  std::string name;
  std::string precision;       // At which energy is counted.
  double energy_full_pj = 0;   // Of one uncropped image.
  double saving_crop_all = 0;  // Of all four edges cut, as a fraction.
  CropTolerance labels;        // Against the labels of the labelled images.
  CropTolerance agreement;     // Against the set's own full run's answer, of every image.
};

struct Summary {
  int64_t images = 0;  // Failed ones too.
  int64_t failed = 0;
  std::vector<std::string> failures;  // Why, an entry each.
  std::string accelerator;            // That energy is counted on.
  std::vector<SetSummary> sets;       // In the study's order; at least one.
};

Summary Summarise(const store::Store& store);

// The difference of saving that lies farthest from zero, with its interval, among all sets but the
// first, top-1 and top-5.
struct LargestDifference {
  std::string set;
  int top = 1;  // 1 or 5.
  MeanInterval difference;
  int64_t beyond = 0;  // How many of the intervals are not wholly within `limit` of zero.
  int64_t count = 0;   // Of how many.
};

// `reading`: SetSummary::labels or agreement. The study has at least two sets. A difference without
// an interval counts by its mean alone.
LargestDifference FindLargestDifference(const Summary& summary, CropTolerance SetSummary::*reading,
                                        double limit);

}  // namespace aqua::study

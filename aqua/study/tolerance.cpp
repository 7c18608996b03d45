#include "aqua/study/tolerance.h"

#include <algorithm>

#include "aqua/core/error.h"
#include "aqua/crop/crop.h"

namespace aqua::study {
namespace {

using RightByCrop = std::array<bool, crop::kCropCount>;

// Whether one of the first `ranks` classes is right.
RightByCrop RightWithin(std::span<const store::OutcomeRow> outcomes, const std::vector<int>& right,
                        int64_t ranks) {
  RightByCrop found{};
  for (size_t crop = 0; crop < found.size(); ++crop) {
    const auto begin = outcomes[crop].classes.begin();
    found[crop] =
        std::find_first_of(begin, begin + ranks, right.begin(), right.end()) != begin + ranks;
  }
  return found;
}

}  // namespace

ToleranceTally::OracleSavings ToleranceTally::Add(std::span<const store::OutcomeRow> outcomes,
                                                  const std::vector<int>& right,
                                                  const OracleSavings* first) {
  AQUA_CHECK_EQ(outcomes.size(), savings_.size());
  ++images_;
  const OracleSavings found{AddRank(RightWithin(outcomes, right, 1), top1_),
                            AddRank(RightWithin(outcomes, right, store::kTopCount), top5_)};
  if (first == nullptr) first = &found;
  top1_.difference.Add(found.top1 - first->top1);
  top5_.difference.Add(found.top5 - first->top5);
  return found;
}

double ToleranceTally::AddRank(const RightByCrop& right, RankSums& sums) const {
  int most_edges = 0;
  double best = 0;
  for (int crop = 0; crop < crop::kCropCount; ++crop) {
    const auto index = static_cast<size_t>(crop);
    if (!right.front() || !right[index]) continue;
    most_edges = std::max(most_edges, crop::CropCode::FromIndex(crop).EdgeCount());
    best = std::max(best, savings_[index]);
  }
  sums.counts.right_full += right.front();
  sums.counts.right_crop_all += right.back();
  sums.counts.tolerate_any += most_edges > 0;
  sums.counts.edges_histogram[static_cast<size_t>(most_edges)] += 1;
  sums.saving.Add(best);
  return best;
}

RankTolerance ToleranceTally::Mean(const RankSums& sums) const {
  RankTolerance mean = sums.counts;
  const auto count = static_cast<double>(std::max<int64_t>(images_, 1));
  for (double* share : {&mean.right_full, &mean.right_crop_all, &mean.tolerate_any}) {
    *share /= count;
  }
  mean.saving = sums.saving.Result();
  mean.saving_difference = sums.difference.Result();
  return mean;
}

CropTolerance ToleranceTally::Result() const { return {images_, Mean(top1_), Mean(top5_)}; }

}  // namespace aqua::study

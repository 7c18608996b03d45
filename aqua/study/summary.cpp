#include "aqua/study/summary.h"

#include <algorithm>
#include <vector>

#include "aqua/core/error.h"
#include "aqua/crop/crop.h"
#include "aqua/study/image_list.h"

namespace aqua::study {
namespace {

using store::OutcomeRow;

bool IsTop1(const OutcomeRow& outcome, const std::vector<int>& right) {
  return std::find(right.begin(), right.end(), outcome.classes[0]) != right.end();
}

bool IsTop5(const OutcomeRow& outcome, const std::vector<int>& right) {
  return std::any_of(outcome.classes.begin(), outcome.classes.end(), [&](int c) {
    return std::find(right.begin(), right.end(), c) != right.end();
  });
}

// Sums over images; Mean() turns them into shares.
class Tally {
 public:
  explicit Tally(const std::vector<double>& savings) : savings_(savings) {}

  void Add(std::span<const OutcomeRow> outcomes, const std::vector<int>& right) {
    const OutcomeRow& full = outcomes.front();
    const OutcomeRow& crop_all = outcomes.back();
    sum_.images += 1;
    sum_.top1_full += IsTop1(full, right);
    sum_.top5_full += IsTop5(full, right);
    sum_.top1_crop_all += IsTop1(crop_all, right);
    sum_.top5_crop_all += IsTop5(crop_all, right);
    sum_.saving_oracle_top1 += OracleSaving(outcomes, right, IsTop1);
    sum_.saving_oracle_top5 += OracleSaving(outcomes, right, IsTop5);
    const int edges = MostEdges(outcomes, right);
    sum_.edges_histogram_top1[static_cast<size_t>(edges)] += 1;
    sum_.tolerate_any_top1 += edges > 0;
  }

  CropTolerance Mean() const {
    CropTolerance mean = sum_;
    if (sum_.images == 0) return mean;
    const auto count = static_cast<double>(sum_.images);
    for (double* share :
         {&mean.top1_full, &mean.top5_full, &mean.top1_crop_all, &mean.top5_crop_all,
          &mean.tolerate_any_top1, &mean.saving_oracle_top1, &mean.saving_oracle_top5}) {
      *share /= count;
    }
    return mean;
  }

 private:
  using Criterion = bool (*)(const OutcomeRow&, const std::vector<int>&);

  double OracleSaving(std::span<const OutcomeRow> outcomes, const std::vector<int>& right,
                      Criterion holds) const {
    double best = 0;
    if (!holds(outcomes.front(), right)) return best;
    for (const OutcomeRow& outcome : outcomes) {
      if (holds(outcome, right)) best = std::max(best, savings_[static_cast<size_t>(outcome.crop)]);
    }
    return best;
  }

  static int MostEdges(std::span<const OutcomeRow> outcomes, const std::vector<int>& right) {
    int most = 0;
    if (!IsTop1(outcomes.front(), right)) return most;
    for (const OutcomeRow& outcome : outcomes) {
      if (IsTop1(outcome, right)) {
        most = std::max(most, crop::CropCode::FromIndex(outcome.crop).EdgeCount());
      }
    }
    return most;
  }

  const std::vector<double>& savings_;  // By crop.
  CropTolerance sum_;
};

std::vector<double> Savings(const std::vector<store::CropRow>& crops) {
  AQUA_CHECK_EQ(crops.size(), static_cast<size_t>(crop::kCropCount));
  std::vector<double> savings;
  savings.reserve(crops.size());
  for (const store::CropRow& crop : crops) {
    savings.push_back(1 - crop.energy_pj / crops.front().energy_pj);
  }
  return savings;
}

}  // namespace

Summary Summarise(const store::Store& store) {
  const std::vector<double> savings = Savings(store.Crops());
  Tally labels(savings);
  Tally agreement(savings);
  Summary summary;
  summary.saving_crop_all = savings.back();
  store.ForEachImage([&](const store::ImageRow& image, std::span<const OutcomeRow> outcomes) {
    summary.images += 1;
    if (image.status == store::ImageStatus::kFailed) {
      summary.failed += 1;
      summary.failures.push_back(image.error);
      return;
    }
    AQUA_CHECK_EQ(outcomes.size(), static_cast<size_t>(crop::kCropCount));
    agreement.Add(outcomes, {outcomes.front().classes[0]});
    const std::vector<int> right = SplitLabels(image.labels);
    if (!right.empty()) labels.Add(outcomes, right);
  });
  summary.labels = labels.Mean();
  summary.agreement = agreement.Mean();
  return summary;
}

}  // namespace aqua::study

#include "aqua/study/summary.h"

#include <cmath>

#include "aqua/core/error.h"
#include "aqua/study/image_list.h"

namespace aqua::study {
namespace {

using store::CropRow;
using store::OutcomeRow;

constexpr size_t kCrops = crop::kCropCount;

std::vector<double> Savings(std::span<const CropRow> crops) {
  std::vector<double> savings;
  for (const CropRow& crop : crops) {
    savings.push_back(1 - crop.energy_pj / crops.front().energy_pj);
  }
  return savings;
}

// One reading of all sets, image by image.
class Reading {
 public:
  void AddSet(const std::vector<double>& savings) { tallies_.emplace_back(savings); }

  // `right_of`: a set's outcomes to the right classes.
  template <typename RightOf>
  void Add(std::span<const OutcomeRow> outcomes, RightOf right_of) {
    ToleranceTally::OracleSavings first;
    for (size_t set = 0; set < tallies_.size(); ++set) {
      const std::span<const OutcomeRow> own = outcomes.subspan(set * kCrops, kCrops);
      const auto found = tallies_[set].Add(own, right_of(own), set == 0 ? nullptr : &first);
      if (set == 0) first = found;
    }
  }

  CropTolerance Result(size_t set) const { return tallies_[set].Result(); }

 private:
  std::vector<ToleranceTally> tallies_;
};

bool ReachesBeyond(const MeanInterval& difference, double limit) {
  return std::abs(difference.mean) + difference.half_width.value_or(0) > limit;
}

}  // namespace

Summary Summarise(const store::Store& store) {
  Summary summary;
  summary.accelerator = store.FindSetting("accelerator").value_or("");
  Reading labels;
  Reading agreement;
  const std::vector<CropRow> crops = store.Crops();
  for (const store::SetRow& set : store.Sets()) {
    AQUA_CHECK(crops.size() >= (summary.sets.size() + 1) * kCrops);
    const auto own = std::span(crops).subspan(summary.sets.size() * kCrops, kCrops);
    const std::vector<double> savings = Savings(own);
    labels.AddSet(savings);
    agreement.AddSet(savings);
    summary.sets.push_back(
        {set.name, set.precision, own.front().energy_pj, savings.back(), {}, {}});
  }
  store.ForEachImage([&](const store::ImageRow& image, std::span<const OutcomeRow> outcomes) {
    summary.images += 1;
    if (image.status == store::ImageStatus::kFailed) {
      summary.failed += 1;
      summary.failures.push_back(image.error);
      return;
    }
    AQUA_CHECK_EQ(outcomes.size(), summary.sets.size() * kCrops);
    agreement.Add(outcomes, [](std::span<const OutcomeRow> own) {
      return std::vector<int>{own.front().classes[0]};
    });
    const std::vector<int> right = SplitLabels(image.labels);
    if (!right.empty()) labels.Add(outcomes, [&](auto) { return right; });
  });
  for (size_t set = 0; set < summary.sets.size(); ++set) {
    summary.sets[set].labels = labels.Result(set);
    summary.sets[set].agreement = agreement.Result(set);
  }
  return summary;
}

LargestDifference FindLargestDifference(const Summary& summary, CropTolerance SetSummary::*reading,
                                        double limit) {
  AQUA_CHECK(summary.sets.size() > 1);
  LargestDifference largest;
  for (size_t set = 1; set < summary.sets.size(); ++set) {
    const CropTolerance& found = summary.sets[set].*reading;
    for (const auto& [top, rank] : {std::pair(1, &found.top1), std::pair(5, &found.top5)}) {
      const MeanInterval& difference = rank->saving_difference;
      largest.beyond += ReachesBeyond(difference, limit);
      if (largest.count++ == 0 || std::abs(difference.mean) > std::abs(largest.difference.mean)) {
        largest.set = summary.sets[set].name;
        largest.top = top;
        largest.difference = difference;
      }
    }
  }
  return largest;
}

}  // namespace aqua::study

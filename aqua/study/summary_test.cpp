// Two weight sets on made-up images, every figure worked out by hand.
#include "aqua/study/summary.h"

#include <gtest/gtest.h>

#include <cmath>

#include "aqua/core/testing/temp_folder.h"

namespace aqua::study {
namespace {

using store::OutcomeRow;

constexpr double kQuantile = 1.959964;

int EdgesOf(int crop) { return crop::CropCode::FromIndex(crop).EdgeCount(); }

// Every edge saves 10 pJ: of 100 pJ with the first set, of 50 with the second.
store::StudyIdentity TwoSets() {
  store::StudyIdentity identity;
  identity.settings = {{"accelerator", "isaac"}};
  identity.sets = {{0, "float", "", "16/16"}, {1, "4", "", "4/16"}};
  for (int set = 0; set < 2; ++set) {
    for (int crop = 0; crop < crop::kCropCount; ++crop) {
      identity.crops.push_back(
          {set, crop, "code", 7, (set == 0 ? 100.0 : 50.0) - 10 * EdgesOf(crop)});
    }
  }
  return identity;
}

struct Classes {
  int first = 0;
  int second = 0;
};

// `classes_of`: set and cut edges to the two most probable classes.
template <typename ClassesOf>
std::vector<OutcomeRow> Outcomes(ClassesOf classes_of) {
  std::vector<OutcomeRow> rows;
  for (int set = 0; set < 2; ++set) {
    for (int crop = 0; crop < crop::kCropCount; ++crop) {
      const Classes classes = classes_of(set, EdgesOf(crop));
      OutcomeRow& row = rows.emplace_back();
      row.set = set;
      row.crop = crop;
      row.classes[0] = classes.first;
      row.classes[1] = classes.second;
    }
  }
  return rows;
}

class SummaryTest : public ::testing::Test {
 protected:
  // 20 images of class 3 that the first set always gets right, the second with one edge cut at
  // most; 20 that the first set has second, the second set first in full and second when cut;
  // 10 without a label, which the first set finds first only in full, the second always; 2 failed.
  void SetUp() override {
    const auto robust = Outcomes([](int set, int edges) {
      return set == 0 || edges <= 1 ? Classes{3, 8} : Classes{9, 8};
    });
    const auto second = Outcomes([](int set, int edges) {
      return set == 1 && edges == 0 ? Classes{3, 8} : Classes{9, 3};
    });
    const auto unlabelled = Outcomes([](int set, int edges) {
      return set == 1 || edges == 0 ? Classes{5, 8} : Classes{6, 5};
    });
    Add(20, "3|4", robust);
    Add(20, "3", second);
    Add(10, "", unlabelled);
    Add(2, "3", {});
    summary_ = Summarise(store_);
  }

  void Add(int count, const std::string& labels, const std::vector<OutcomeRow>& outcomes) {
    for (int i = 0; i < count; ++i, ++next_) {
      const bool is_ok = !outcomes.empty();
      store_.Add({next_, std::to_string(next_) + ".jpg",
                  is_ok ? store::ImageStatus::kOk : store::ImageStatus::kFailed,
                  is_ok ? "" : "is no photo", labels},
                 outcomes);
    }
  }

  TempFolder folder_;
  store::Store store_ = store::Store::Open(folder_.path() / "study.sqlite", TwoSets());
  int64_t next_ = 0;
  Summary summary_;
};

void ExpectShares(const RankTolerance& found, double full, double crop_all, double any) {
  EXPECT_NEAR(found.right_full, full, 1e-12);
  EXPECT_NEAR(found.right_crop_all, crop_all, 1e-12);
  EXPECT_NEAR(found.tolerate_any, any, 1e-12);
}

void ExpectInterval(const MeanInterval& found, double mean, double half_width) {
  EXPECT_NEAR(found.mean, mean, 1e-12);
  ASSERT_TRUE(found.half_width.has_value());
  EXPECT_NEAR(*found.half_width, half_width, 1e-6);
}

using Histogram = std::array<int64_t, 5>;

TEST_F(SummaryTest, CountsImagesAndKnowsWhatEnergyIsCountedOn) {
  EXPECT_EQ(summary_.images, 52);
  EXPECT_EQ(summary_.failed, 2);
  EXPECT_EQ(summary_.failures, (std::vector<std::string>{"is no photo", "is no photo"}));
  EXPECT_EQ(summary_.accelerator, "isaac");
  ASSERT_EQ(summary_.sets.size(), 2U);
  EXPECT_EQ(summary_.sets[1].name, "4");
  EXPECT_EQ(summary_.sets[1].precision, "4/16");
  EXPECT_EQ(summary_.sets[0].energy_full_pj, 100);
  EXPECT_EQ(summary_.sets[1].energy_full_pj, 50);
  EXPECT_NEAR(summary_.sets[0].saving_crop_all, 0.4, 1e-12);
  EXPECT_NEAR(summary_.sets[1].saving_crop_all, 0.8, 1e-12);
}

TEST_F(SummaryTest, LabelsOfTheFirstSet) {
  const CropTolerance& found = summary_.sets[0].labels;
  EXPECT_EQ(found.images, 40);
  ExpectShares(found.top1, 0.5, 0.5, 0.5);
  ExpectShares(found.top5, 1, 1, 1);
  EXPECT_EQ(found.top1.edges_histogram, (Histogram{20, 0, 0, 0, 20}));
  EXPECT_EQ(found.top5.edges_histogram, (Histogram{0, 0, 0, 0, 40}));
  ExpectInterval(found.top1.saving, 0.2, kQuantile * std::sqrt(0.04 / 39));  // 0.4 and 0.
  ExpectInterval(found.top5.saving, 0.4, 0);
  ExpectInterval(found.top1.saving_difference, 0, 0);
}

TEST_F(SummaryTest, LabelsOfTheSecondSetAndItsPairedDifference) {
  const CropTolerance& found = summary_.sets[1].labels;
  ExpectShares(found.top1, 1, 0, 0.5);
  ExpectShares(found.top5, 1, 0.5, 1);
  EXPECT_EQ(found.top1.edges_histogram, (Histogram{20, 20, 0, 0, 0}));
  EXPECT_EQ(found.top5.edges_histogram, (Histogram{0, 20, 0, 0, 20}));
  ExpectInterval(found.top1.saving, 0.1, kQuantile * std::sqrt(0.01 / 39));  // 0.2 and 0.
  ExpectInterval(found.top5.saving, 0.5, kQuantile * std::sqrt(0.09 / 39));  // 0.2 and 0.8.
  ExpectInterval(found.top1.saving_difference, -0.1,
                 kQuantile * std::sqrt(0.01 / 39));  // 0.2 - 0.4 and 0 - 0.
  ExpectInterval(found.top5.saving_difference, 0.1,
                 kQuantile * std::sqrt(0.09 / 39));  // 0.2 - 0.4 and 0.8 - 0.4.
}

TEST_F(SummaryTest, AgreementIsWithTheSetsOwnFullRun) {
  const CropTolerance& first = summary_.sets[0].agreement;
  const CropTolerance& second = summary_.sets[1].agreement;
  EXPECT_EQ(first.images, 50);
  ExpectShares(first.top1, 1, 0.8, 0.8);
  ExpectShares(second.top1, 1, 0.2, 0.6);
  EXPECT_EQ(first.top1.edges_histogram, (Histogram{10, 0, 0, 0, 40}));
  EXPECT_EQ(second.top1.edges_histogram, (Histogram{20, 20, 0, 0, 10}));
  EXPECT_NEAR(first.top1.saving.mean, 0.32, 1e-12);
  EXPECT_NEAR(second.top1.saving.mean, 0.24, 1e-12);
  EXPECT_NEAR(second.top1.saving_difference.mean, -0.08, 1e-12);
  EXPECT_NEAR(second.top5.saving_difference.mean, 0.16, 1e-12);
}

TEST_F(SummaryTest, TheLargestDifferenceIsFoundWithItsInterval) {
  const LargestDifference largest = FindLargestDifference(summary_, &SetSummary::agreement, 0.02);
  EXPECT_EQ(largest.set, "4");
  EXPECT_EQ(largest.top, 5);
  // -0.2 of 20 images, 0.4 of 30: squared distances 20 * 0.36^2 + 30 * 0.24^2 = 4.32.
  ExpectInterval(largest.difference, 0.16, kQuantile * std::sqrt(4.32 / 49 / 50));
  EXPECT_EQ(largest.count, 2);
  EXPECT_EQ(largest.beyond, 2);
  EXPECT_EQ(FindLargestDifference(summary_, &SetSummary::agreement, 0.5).beyond, 0);
  // Both means lie within, the interval of 0.16 does not.
  EXPECT_EQ(FindLargestDifference(summary_, &SetSummary::agreement, 0.22).beyond, 1);
}

}  // namespace
}  // namespace aqua::study

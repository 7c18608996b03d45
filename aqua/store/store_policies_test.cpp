#include <gtest/gtest.h>

#include "aqua/store/sample_policies.h"
#include "aqua/store/store.h"

namespace aqua::store {
namespace {

class StorePolicies : public StoreFolder {
 protected:
  Store OpenStudy() const { return Store::Open(path_, SamplePolicies()); }
};

TEST_F(StorePolicies, WhatIsAddedIsReadBack) {
  Store store = OpenStudy();
  for (int64_t id = 19; id >= 0; --id) AddDecided(store, id);
  store.Close();
  const Store read = Store::OpenForReading(path_);
  EXPECT_EQ(AllDecided(read), SampleAllDecided(20));
  EXPECT_EQ(read.Policies(), SamplePolicies().policies);
  EXPECT_EQ(read.Options(), SamplePolicies().options);
  EXPECT_TRUE(read.Sets().empty());
  EXPECT_TRUE(read.Crops().empty());
}

TEST_F(StorePolicies, RowsComeByPolicyThenOrderHoweverTheyWereAdded) {
  const DecidedImage sample = SampleDecided(4);
  Store store = OpenStudy();
  store.Add(sample.image,
            std::vector<DecisionRow>(sample.decisions.rbegin(), sample.decisions.rend()),
            std::vector<AttemptRow>(sample.attempts.rbegin(), sample.attempts.rend()));
  EXPECT_EQ(AllDecided(store), std::vector<DecidedImage>{sample});
}

TEST_F(StorePolicies, NoConfidenceAndNoLossAreKeptApartFromZero) {
  DecidedImage sample = SampleDecided(4);
  sample.decisions[1].loss = 0;
  sample.decisions[2].loss.reset();
  sample.attempts[0].confidence.reset();
  sample.attempts[1].confidence = 0;
  Store store = OpenStudy();
  store.Add(sample.image, sample.decisions, sample.attempts);
  EXPECT_EQ(AllDecided(store), std::vector<DecidedImage>{sample});
}

TEST_F(StorePolicies, AnImageThatCannotBeAddedWholeLeavesNothing) {
  const DecidedImage sample = SampleDecided(4);
  std::vector<AttemptRow> twice = sample.attempts;
  twice.push_back(twice.front());
  Store store = OpenStudy();
  EXPECT_THROW(store.Add(sample.image, sample.decisions, twice), Error);
  EXPECT_TRUE(AllDecided(store).empty());
  store.Add(sample.image, sample.decisions, sample.attempts);
  EXPECT_EQ(AllDecided(store), std::vector<DecidedImage>{sample});
}

TEST_F(StorePolicies, AStudyOfCropsHasNoPolicies) {
  Store store = OpenSample();
  AddSample(store, 0);
  EXPECT_TRUE(store.Policies().empty());
  EXPECT_TRUE(store.Options().empty());
  EXPECT_EQ(AllDecided(store), (std::vector<DecidedImage>{{SampleImage(0).first, {}, {}}}));
}

TEST_F(StorePolicies, AStudyContinuesWhereItStopped) {
  {
    Store store = OpenStudy();
    AddDecided(store, 2);
  }
  Store store = OpenStudy();
  EXPECT_EQ(store.FinishedFiles(), std::vector<std::string>{"photo_2.jpg"});
  AddDecided(store, 0);
  AddDecided(store, 1);
  EXPECT_EQ(AllDecided(store), SampleAllDecided(3));
}

}  // namespace
}  // namespace aqua::store

#include "aqua/adaptive/policy_summary.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>

#include "aqua/core/testing/temp_folder.h"

namespace aqua::adaptive {
namespace {

using store::AttemptRow;
using store::DecisionRow;

constexpr int kImages = 40;

store::StudyIdentity Identity() {
  store::StudyIdentity identity;
  identity.settings = {{"study of", "policies"}, {"split", "test, seed 1"}};
  identity.notes = {{"jobs", "1"}};
  identity.policies = {{0, "none", "none", "", -1, "", "", 0, 0},
                       {1, "p.json", "cascade", "00ff", 2, "at most", "regret", 3, 4}};
  identity.options = {{0, 0, "224", 100, 1000, 50},
                      {1, 0, "160", 50, 400, 30},
                      {1, 1, "128", 30, 300, 20},
                      {1, 2, "224", 100, 1000, 50}};
  return identity;
}

DecisionRow Decision(int policy, int first_class, double macs, double cpu_ms) {
  DecisionRow row;
  row.policy = policy;
  row.classes = {first_class, first_class + 1, first_class + 2, first_class + 3, first_class + 4};
  row.macs = macs;
  row.energy_pj = 10 * macs;
  row.latency_ns = macs / 2;
  row.cpu_ms = cpu_ms;
  return row;
}

// Of an image: even ones are answered by the first attempt, the others by the second; every fourth
// answer is another than the whole network's; every fifth image has no label.
bool IsAccepted(int id) { return id % 2 == 0; }
bool IsOther(int id) { return id % 4 == 0; }
bool IsLabelled(int id) { return id % 5 != 0; }
double WholeMs(int id) { return 10 + id % 3; }
double PolicyMs(int id) { return 4 + id % 7; }
double Loss(int id) { return IsOther(id) ? 0.25 : 0; }

void AddImage(store::Store& store, int id) {
  const store::ImageRow image{id, fmt::format("p{}", id), store::ImageStatus::kOk, "",
                              IsLabelled(id) ? "10" : ""};
  std::vector<DecisionRow> decisions = {
      Decision(0, 10, 100, WholeMs(id)),
      Decision(1, IsOther(id) ? 9 : 10, IsAccepted(id) ? 50 : 150, PolicyMs(id))};
  decisions[1].loss = Loss(id);
  std::vector<AttemptRow> attempts = {{0, 0, 0, {}, 10, 0.5F}, {1, 0, 0, 0.7, 10, 0.5F}};
  if (!IsAccepted(id)) attempts.push_back({1, 1, 2, {}, 10, 0.5F});
  store.Add(image, decisions, attempts);
}

// Of all images, by the textbook.
template <typename ValueOf>
void ExpectMean(
    const study::MeanInterval& found, const ValueOf& value_of,
    bool (*counts)(int) = [](int) { return true; }) {
  double sum = 0;
  double squares = 0;
  int count = 0;
  for (int id = 0; id < kImages; ++id) {
    if (!counts(id)) continue;
    ++count;
    sum += value_of(id);
    squares += value_of(id) * value_of(id);
  }
  const double mean = sum / count;
  EXPECT_NEAR(found.mean, mean, 1e-12);
  const double deviation = std::sqrt((squares - count * mean * mean) / (count - 1));
  ASSERT_TRUE(found.half_width.has_value());
  EXPECT_NEAR(*found.half_width, 1.959964 * deviation / std::sqrt(count), 1e-6);
}

class PolicySummaryTest : public ::testing::Test {
 protected:
  PolicyStudySummary Summarise() const {
    store::Store store = store::Store::Open(folder_.path() / "s.sqlite", Identity());
    for (int id = 0; id < kImages; ++id) AddImage(store, id);
    store.Add({kImages, "bad", store::ImageStatus::kFailed, "no photo", ""},
              std::span<const DecisionRow>(), {});
    return SummarisePolicies(store);
  }

  const TempFolder folder_;
};

TEST_F(PolicySummaryTest, CountsWhatIsThere) {
  const PolicyStudySummary summary = Summarise();
  EXPECT_EQ(summary.images, kImages + 1);
  EXPECT_EQ(summary.failed, 1);
  EXPECT_EQ(summary.failures, std::vector<std::string>{"no photo"});
  EXPECT_EQ(summary.labelled, 32);
  EXPECT_EQ(summary.split, "test, seed 1");
  EXPECT_EQ(summary.jobs, "1");
  EXPECT_EQ(summary.whole, Identity().options[0]);
  ASSERT_EQ(summary.policies.size(), 2U);
  EXPECT_EQ(summary.policies[1].policy, Identity().policies[1]);
}

TEST_F(PolicySummaryTest, MeansAndIntervalsFollowFromTheRows) {
  const PolicySummary policy = Summarise().policies[1];
  ExpectMean(policy.agreement, [](int id) { return IsOther(id) ? 0.0 : 1.0; });
  ExpectMean(
      policy.top1, [](int id) { return IsOther(id) ? 0.0 : 1.0; }, IsLabelled);
  EXPECT_EQ(policy.top5.mean, 1);
  EXPECT_EQ(policy.loss_images, kImages);
  ExpectMean(policy.loss, Loss);
  const auto saved = [](int id) { return IsAccepted(id) ? 0.5 : -0.5; };
  ExpectMean(policy.saved.macs, saved);
  ExpectMean(policy.saved.energy, saved);
  ExpectMean(policy.saved.latency, saved);
  double whole_ms = 0;
  for (int id = 0; id < kImages; ++id) whole_ms += WholeMs(id) / kImages;
  ExpectMean(policy.cpu_ms, PolicyMs);
  ExpectMean(policy.saved.cpu, [&](int id) { return (WholeMs(id) - PolicyMs(id)) / whole_ms; });
}

TEST_F(PolicySummaryTest, TheWholeNetworkSavesNothingAndAgreesWithItself) {
  const PolicySummary whole = Summarise().policies[0];
  EXPECT_EQ(whole.agreement.mean, 1);
  EXPECT_EQ(whole.saved.macs.mean, 0);
  EXPECT_EQ(whole.saved.cpu.mean, 0);
  EXPECT_EQ(whole.loss_images, 0);
  ASSERT_EQ(whole.options.size(), 1U);
  EXPECT_EQ(whole.options[0].answered, 1);
}

TEST_F(PolicySummaryTest, SharesSayHowOftenAnOptionRanAndAnswered) {
  const std::vector<OptionShare> options = Summarise().policies[1].options;
  ASSERT_EQ(options.size(), 2U);  // "128" was never run.
  EXPECT_EQ(options[0].option, "160");
  EXPECT_EQ(options[0].run, 1);
  EXPECT_EQ(options[0].answered, 0.5);
  EXPECT_EQ(options[1].option, "224");
  EXPECT_EQ(options[1].run, 0.5);
  EXPECT_EQ(options[1].answered, 0.5);
}

TEST_F(PolicySummaryTest, AStudyWithoutImagesHasNoMeans) {
  const store::Store store = store::Store::Open(folder_.path() / "e.sqlite", Identity());
  const PolicyStudySummary summary = SummarisePolicies(store);
  EXPECT_EQ(summary.images, 0);
  ASSERT_EQ(summary.policies.size(), 2U);
  EXPECT_EQ(summary.policies[1].saved.cpu.mean, 0);
  EXPECT_TRUE(summary.policies[1].options.empty());
}

}  // namespace
}  // namespace aqua::adaptive

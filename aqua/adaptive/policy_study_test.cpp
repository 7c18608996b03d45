#include "aqua/adaptive/policy_study.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "aqua/adaptive/testing/tiny_study.h"
#include "aqua/core/error.h"
#include "aqua/exec/engine.h"
#include "aqua/image/preprocess.h"
#include "aqua/store/store.h"

namespace aqua::adaptive {
namespace {

using store::AttemptRow;
using store::DecisionRow;
using testing::kDecisionCost;
using testing::kSmallCost;
using testing::kSmallSide;
using testing::kTinySide;
using testing::kWholeCost;

constexpr int kPhotos = 16;
constexpr double kLogRatio = 1.2;

struct Interruption {};

struct Row {
  store::ImageRow image;
  std::vector<DecisionRow> decisions;
  std::vector<AttemptRow> attempts;
  bool operator==(const Row&) const = default;
};

// All rows of a study; measured milliseconds are checked to be some, and left out.
std::vector<Row> RowsOf(const std::filesystem::path& file) {
  std::vector<Row> rows;
  store::Store::OpenForReading(file).ForEachDecision([&](const store::ImageRow& image,
                                                         std::span<const DecisionRow> decisions,
                                                         std::span<const AttemptRow> attempts) {
    Row& row = rows.emplace_back(
        Row{image, {decisions.begin(), decisions.end()}, {attempts.begin(), attempts.end()}});
    for (DecisionRow& decision : row.decisions) {
      EXPECT_GT(decision.cpu_ms, 0);
      decision.cpu_ms = 0;
    }
  });
  return rows;
}

// Probabilities of a photo at a side, by the plain kernels.
std::vector<double> Probabilities(const testing::TinyStudy& study, const std::string& file,
                                  int64_t side) {
  const study::Network network = study::LoadNetwork(study.model(), graph::InputSize{side, side});
  exec::Engine engine(network.graph, exec::Backend::kReference);
  const Tensor logits =
      engine.Compile(crop::MakePlan(network.graph, {}))
          ->Run(image::Prepare(image::ReadImage(study.photos() / file), network.preprocess));
  std::vector<double> values;
  double sum = 0;
  for (const float logit : logits.values()) {
    values.push_back(std::exp(static_cast<double>(logit)));
    sum += values.back();
  }
  for (double& value : values) value /= sum;
  return values;
}

// Most probable first.
std::vector<int> Ranked(const std::vector<double>& probabilities) {
  std::vector<int> order(probabilities.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = static_cast<int>(i);
  std::sort(order.begin(), order.end(), [&](int a, int b) {
    return probabilities[static_cast<size_t>(a)] > probabilities[static_cast<size_t>(b)];
  });
  return order;
}

void ExpectAnswer(const store::TopClasses& found, const std::vector<double>& probabilities) {
  const std::vector<int> ranked = Ranked(probabilities);
  for (size_t place = 0; place < ranked.size(); ++place) {
    EXPECT_EQ(found.classes[place], ranked[place]);
    EXPECT_NEAR(found.probabilities[place], probabilities[static_cast<size_t>(ranked[place])],
                1e-4);
  }
}

void ExpectAttempt(const AttemptRow& found, int policy, int order, int option,
                   const std::vector<double>& probabilities) {
  const int first = Ranked(probabilities).front();
  EXPECT_EQ(found.policy, policy);
  EXPECT_EQ(found.order, order);
  EXPECT_EQ(found.option, option);
  EXPECT_EQ(found.first_class, first);
  EXPECT_NEAR(found.probability, probabilities[static_cast<size_t>(first)], 1e-4);
}

class PolicyStudyTest : public ::testing::Test {
 protected:
  PolicyStudyTest() {
    study_.WritePhotos(kPhotos);
    policy::WriteFittedPolicy(study_.Cascade(kLogRatio), cascade_);
    policy::WriteFittedPolicy(study_.Shrink(), shrink_);
  }

  PolicyStudySpec Spec(const std::string& out) const {
    PolicyStudySpec spec;
    spec.model = study_.model();
    spec.images.folder = study_.photos();
    spec.policies.policies = {cascade_, shrink_};
    spec.out = study_.path() / out;
    return spec;
  }

  // Breaks off when `most` images are kept.
  static study::Progress Run(const PolicyStudySpec& spec, int64_t most = 1'000'000) {
    return RunPolicyStudy(
        spec,
        [&](const study::Progress& now) {
          if (now.done >= most) throw Interruption();
        },
        false);
  }

  static std::string ErrorOf(const PolicyStudySpec& spec) {
    try {
      Run(spec);
    } catch (const Error& error) {
      return error.what();
    }
    return "";
  }

  const testing::TinyStudy study_;
  const std::filesystem::path cascade_ = study_.path() / "cascade.json";
  const std::filesystem::path shrink_ = study_.path() / "shrink.json";
};

TEST_F(PolicyStudyTest, EveryImageIsAnsweredAndPaidForAsByHand) {
  const study::Progress progress = Run(Spec("a.sqlite"));
  EXPECT_EQ(progress.done, kPhotos + 1);
  EXPECT_EQ(progress.failed, 1);
  const std::vector<Row> rows = RowsOf(study_.path() / "a.sqlite");
  ASSERT_EQ(rows.size(), static_cast<size_t>(kPhotos) + 1);
  int accepted = 0;
  for (size_t i = 0; i < kPhotos; ++i) {
    const Row& row = rows[i];
    const std::vector<double> small = Probabilities(study_, row.image.file, kSmallSide);
    const std::vector<double> whole = Probabilities(study_, row.image.file, kTinySide);
    const std::vector<int> order = Ranked(small);
    const double log_ratio = std::log(small[static_cast<size_t>(order[0])]) -
                             std::log(small[static_cast<size_t>(order[1])]);
    ASSERT_GT(std::abs(log_ratio - kLogRatio), 1e-3) << "too close to tell";
    const bool is_taken = log_ratio > kLogRatio;
    accepted += is_taken ? 1 : 0;
    ASSERT_EQ(row.decisions.size(), 3U);
    ExpectAnswer(row.decisions[0], whole);
    ExpectAnswer(row.decisions[1], is_taken ? small : whole);
    ExpectAnswer(row.decisions[2], small);
    EXPECT_EQ(row.decisions[0].macs, kWholeCost.macs);
    EXPECT_EQ(row.decisions[1].macs,
              kSmallCost.macs + (is_taken ? 0 : kWholeCost.macs) + kDecisionCost.macs);
    EXPECT_EQ(
        row.decisions[1].latency_ns,
        kSmallCost.latency_ns + (is_taken ? 0 : kWholeCost.latency_ns) + kDecisionCost.latency_ns);
    EXPECT_EQ(row.decisions[2].energy_pj, kSmallCost.energy_pj + kDecisionCost.energy_pj);
    EXPECT_EQ(row.decisions[0].loss, std::nullopt);
    EXPECT_EQ(row.decisions[2].loss, Ranked(small)[0] == Ranked(whole)[0] ? 0 : 1);
    ASSERT_EQ(row.attempts.size(), is_taken ? 3U : 4U);
    ExpectAttempt(row.attempts[0], 0, 0, 0, whole);
    ExpectAttempt(row.attempts[1], 1, 0, 0, small);
    EXPECT_NEAR(row.attempts[1].confidence.value(), 1 / (1 + std::exp(kLogRatio - log_ratio)),
                1e-3);
    if (!is_taken) ExpectAttempt(row.attempts[2], 1, 1, 1, whole);
    ExpectAttempt(row.attempts.back(), 2, 0, 0, small);
    EXPECT_EQ(row.attempts.back().confidence, std::nullopt);
  }
  EXPECT_GT(accepted, 0);
  EXPECT_LT(accepted, kPhotos);
  EXPECT_EQ(rows.back().image.file, "zz.png");
  EXPECT_EQ(rows.back().image.status, store::ImageStatus::kFailed);
}

TEST_F(PolicyStudyTest, BrokenOffAndContinuedByMoreThreadsItEndsWithTheSameRows) {
  Run(Spec("whole.sqlite"));
  PolicyStudySpec spec = Spec("parts.sqlite");
  EXPECT_THROW(Run(spec, 3), Interruption);
  spec.jobs = 2;
  EXPECT_THROW(Run(spec, 4), Interruption);
  const study::Progress last = Run(spec);
  EXPECT_EQ(last.before, 7);
  EXPECT_EQ(last.done, kPhotos + 1 - 7);
  EXPECT_EQ(RowsOf(spec.out), RowsOf(study_.path() / "whole.sqlite"));
  EXPECT_EQ(Run(spec).done, 0);
}

TEST_F(PolicyStudyTest, StopEndsItWithWhatIsThere) {
  const study::Progress progress = RunPolicyStudy(
      Spec("a.sqlite"), [](const study::Progress&) {}, true);
  EXPECT_EQ(progress.done, 0);
  EXPECT_EQ(progress.total, kPhotos + 1);
  EXPECT_TRUE(RowsOf(study_.path() / "a.sqlite").empty());
}

TEST_F(PolicyStudyTest, ThePartsOfASplitAreAllImagesOnce) {
  PolicyStudySpec spec = Spec("part.sqlite");
  std::vector<std::string> files;
  int part = 0;
  for (const policy::Split split :
       {policy::Split::kTune, policy::Split::kCalibrate, policy::Split::kTest}) {
    spec.images.split = split;
    spec.out = study_.path() / fmt::format("part{}.sqlite", part++);
    Run(spec);
    for (const Row& row : RowsOf(spec.out)) files.push_back(row.image.file);
  }
  std::sort(files.begin(), files.end());
  EXPECT_EQ(files.size(), static_cast<size_t>(kPhotos) + 1);
  EXPECT_EQ(std::unique(files.begin(), files.end()), files.end());
}

TEST_F(PolicyStudyTest, AnotherPolicyDoesNotContinueIt) {
  Run(Spec("a.sqlite"));
  policy::WriteFittedPolicy(study_.Cascade(kLogRatio + 0.1), cascade_);
  const std::string text = ErrorOf(Spec("a.sqlite"));
  EXPECT_NE(text.find("policy 1, hash"), std::string::npos) << text;
  EXPECT_NE(text.find("choose another --out"), std::string::npos) << text;
}

TEST_F(PolicyStudyTest, LabelsAreKeptAndCountForAccuracy) {
  policy::FittedPolicy fitted = study_.Shrink();
  fitted.goal.loss = policy::Loss::kAccuracy;
  policy::WriteFittedPolicy(fitted, shrink_);
  PolicyStudySpec spec = Spec("a.sqlite");
  spec.policies.policies = {shrink_};
  Run(spec);
  for (const Row& row : RowsOf(spec.out)) {
    if (row.decisions.empty()) continue;
    EXPECT_EQ(row.decisions[1].loss, std::nullopt);
  }
  spec.images.labels = study_.WriteLabels(kPhotos);
  spec.out = study_.path() / "labelled.sqlite";
  Run(spec);
  const std::vector<Row> rows = RowsOf(spec.out);
  EXPECT_EQ(rows.size(), static_cast<size_t>(kPhotos) / 2);
  for (const Row& row : rows) {
    const int right = std::stoi(row.image.labels);
    const int in_full = row.decisions[0].classes[0] == right ? 1 : 0;
    const int by_policy = row.decisions[1].classes[0] == right ? 1 : 0;
    EXPECT_EQ(row.decisions[1].loss, in_full - by_policy);
  }
}

}  // namespace
}  // namespace aqua::adaptive

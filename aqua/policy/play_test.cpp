#include "aqua/policy/play.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "aqua/core/error.h"
#include "aqua/policy/testing/outcomes.h"

namespace aqua::policy {
namespace {

// Asks for the given options in turn, whatever it sees; sure by 0.1 times the attempts so far.
class Scripted final : public Policy {
 public:
  explicit Scripted(std::vector<size_t> script) : script_(std::move(script)) {}
  void Fit(const OutcomeTable& /*seen*/, const Goal& /*goal*/) override {}
  int RungCount() const override { return 1; }
  int SuggestedRung() const override { return 0; }
  Step Next(const Observation& /*image*/, std::span<const Attempt> so_far,
            int /*rung*/) const override {
    const double sure = 0.1 * static_cast<double>(so_far.size());
    if (so_far.size() >= script_.size()) return {{}, sure};
    return {script_[so_far.size()], sure};
  }
  std::vector<size_t> Options() const override { return script_; }
  nlohmann::json Save() const override { return {}; }
  void Load(const nlohmann::json& /*learned*/, const Menu& /*menu*/) override {}

 private:
  std::vector<size_t> script_;
};

class PlayOutTest : public testing::Test {
 protected:
  Play Run(const std::vector<size_t>& script, int rung = 0) {
    return PlayOut(Scripted(script), rung, table_.menu, table_.images[0]);
  }

  // 3 is the full run, 4 a crop, 7 that crop grown, 9 a gate, 10 its rest.
  OutcomeTable table_ = SyntheticOutcomes(3, 1);
};

TEST_F(PlayOutTest, KeepsAttemptsConfidencesAndCosts) {
  const Play play = Run({9, 10, 3});
  ASSERT_EQ(play.attempts.size(), 3u);
  EXPECT_EQ(play.attempts[0].option, 9u);
  EXPECT_EQ(play.attempts[1].option, 10u);
  EXPECT_EQ(play.answer(), table_.images[0].attempts[3].log_probabilities);
  EXPECT_EQ(play.confidences, (std::vector<std::optional<double>>{0.1, 0.2, 0.1 * 3}));
  const std::vector<Cost>& costs = table_.menu.costs;
  EXPECT_EQ(play.cost.macs, costs[9].macs + costs[10].macs + costs[3].macs);
  EXPECT_EQ(play.cost.energy_pj, costs[9].energy_pj + costs[10].energy_pj + costs[3].energy_pj);
  EXPECT_EQ(play.cost.latency_ns, costs[9].latency_ns + costs[10].latency_ns + costs[3].latency_ns);
  EXPECT_EQ(play.cost.cpu_ms, costs[9].cpu_ms + costs[10].cpu_ms + costs[3].cpu_ms);
}

TEST_F(PlayOutTest, BelowTheRungsNobodyIsAsked) {
  const Play play = Run({4}, -1);
  ASSERT_EQ(play.attempts.size(), 1u);
  EXPECT_EQ(play.attempts[0].option, 3u);
  EXPECT_EQ(play.confidences[0], std::nullopt);
}

TEST_F(PlayOutTest, AnotherOptionCannotComeBetweenOneAndWhatContinuesIt) {
  EXPECT_NO_THROW(Run({4, 7}));
  EXPECT_THROW(Run({7}), InternalError);
  EXPECT_THROW(Run({4, 0, 7}), InternalError);
  EXPECT_THROW(Run({10}), InternalError);
}

TEST_F(PlayOutTest, APolicyWithoutAnEndOrAnAnswerIsABug) {
  EXPECT_THROW(Run(std::vector<size_t>(1000, 0)), InternalError);
  EXPECT_THROW(Run({}), InternalError);
  EXPECT_THROW(Run({9}), InternalError);  // A gate gives no answer.
  EXPECT_THROW(Run({13}), InternalError);
  EXPECT_THROW(Run({0}, 1), InternalError);
}

TEST_F(PlayOutTest, WhatTheTableLacksIsNamed) {
  table_.images[0].attempts[4] = {};
  try {
    Run({4});
    FAIL();
  } catch (const Error& error) {
    const std::string text = error.what();
    EXPECT_EQ(text.find("0000.jpg: "), 0u) << text;
    EXPECT_NE(text.find("224/1111"), std::string::npos) << text;
  }
}

TEST_F(PlayOutTest, AnOutcomeOfAnotherOptionIsABug) {
  table_.images[0].attempts[4].option = 5;
  EXPECT_THROW(Run({4}), InternalError);
}

}  // namespace
}  // namespace aqua::policy

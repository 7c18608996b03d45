// What every policy of the catalog must keep to, whoever adds it.
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>

#include "aqua/core/error.h"
#include "aqua/policy/catalog.h"
#include "aqua/policy/play.h"
#include "aqua/policy/testing/outcomes.h"

namespace aqua::policy {
namespace {

using nlohmann::json;

constexpr size_t kImages = 300;
const Goal kGoal{Loss::kAccuracy, 1, 0.05, 0.05, 1};

const OutcomeTable& Seen() {
  static const OutcomeTable table = SyntheticOutcomes(1, kImages);
  return table;
}

const OutcomeTable& Unseen() {
  static const OutcomeTable table = SyntheticOutcomes(2, 60);
  return table;
}

// Where one fitted policy is changed a thousand times.
const OutcomeTable& Few() {
  static const OutcomeTable table = SyntheticOutcomes(3, 12);
  return table;
}

std::vector<size_t> OptionsOf(const Play& play) {
  std::vector<size_t> options;
  for (const Attempt& attempt : play.attempts) options.push_back(attempt.option);
  return options;
}

// By rung, from -1 on, and image: which options were run.
std::vector<std::vector<size_t>> StepsOf(const Policy& policy, const OutcomeTable& table) {
  std::vector<std::vector<size_t>> steps;
  for (int rung = -1; rung < policy.RungCount(); ++rung) {
    for (const ImageOutcome& image : table.images) {
      steps.push_back(OptionsOf(PlayOut(policy, rung, table.menu, image)));
    }
  }
  return steps;
}

double MeanMacs(const Policy& policy, int rung, const OutcomeTable& table) {
  double macs = 0;
  for (const ImageOutcome& image : table.images) {
    macs += PlayOut(policy, rung, table.menu, image).cost.macs;
  }
  return macs / static_cast<double>(table.images.size());
}

class EveryPolicy : public testing::TestWithParam<PolicyKind> {
 protected:
  PolicyPtr Fitted() const {
    PolicyPtr policy = GetParam().make();
    policy->Fit(Seen(), kGoal);
    return policy;
  }

  PolicyPtr Loaded(const json& learned) const {
    PolicyPtr policy = GetParam().make();
    policy->Load(learned, Seen().menu);
    return policy;
  }

  // `none` has no rung by design; nobody else may pass by having none to test.
  void ExpectRungs(const Policy& policy) const {
    EXPECT_EQ(policy.RungCount() > 0, GetParam().name != "none");
  }
};

TEST_P(EveryPolicy, TheSameTableGivesTheSameSteps) {
  const PolicyPtr one = Fitted();
  const PolicyPtr two = Fitted();
  ExpectRungs(*one);
  EXPECT_EQ(one->Save(), two->Save());
  EXPECT_EQ(StepsOf(*one, Unseen()), StepsOf(*two, Unseen()));
}

TEST_P(EveryPolicy, FittedTwiceIsFittedOnce) {
  const PolicyPtr once = Fitted();
  const PolicyPtr twice = Fitted();
  twice->Fit(Unseen(), kGoal);  // Something else in between, too.
  twice->Fit(Seen(), kGoal);
  EXPECT_EQ(once->Save(), twice->Save());
  EXPECT_EQ(StepsOf(*once, Unseen()), StepsOf(*twice, Unseen()));
}

TEST_P(EveryPolicy, IsNotAskedBeforeFitNorOffItsRungs) {
  const Observation& image = Seen().images[0].observation;
  const PolicyPtr fresh = GetParam().make();
  EXPECT_EQ(fresh->RungCount(), 0);
  EXPECT_EQ(fresh->SuggestedRung(), -1);
  EXPECT_THROW(fresh->Next(image, {}, 0), InternalError);
  EXPECT_THROW(PlayOut(*fresh, 0, Seen().menu, Seen().images[0]), InternalError);
  const PolicyPtr fitted = Fitted();
  EXPECT_THROW(fitted->Next(image, {}, -1), InternalError);
  EXPECT_THROW(fitted->Next(image, {}, fitted->RungCount()), InternalError);
  EXPECT_GE(fitted->SuggestedRung(), -1);
  EXPECT_LT(fitted->SuggestedRung(), fitted->RungCount());
}

TEST_P(EveryPolicy, EndsInAnAnswerByWayOfItsOptions) {
  const PolicyPtr policy = Fitted();
  const Menu& menu = Unseen().menu;
  const std::vector<size_t> options = policy->Options();
  EXPECT_TRUE(std::is_sorted(options.begin(), options.end()));
  for (int rung = 0; rung < policy->RungCount(); ++rung) {
    for (const ImageOutcome& image : Unseen().images) {
      const Play play = PlayOut(*policy, rung, menu, image);
      const std::vector<size_t> run = OptionsOf(play);
      ASSERT_FALSE(play.answer().empty());
      EXPECT_EQ(play.confidences.size(), run.size());
      EXPECT_EQ(std::set<size_t>(run.begin(), run.end()).size(), run.size());
      for (size_t i = 0; i < run.size(); ++i) {
        EXPECT_TRUE(std::binary_search(options.begin(), options.end(), run[i])) << run[i];
        const std::optional<size_t> after = menu.options[run[i]].after;
        EXPECT_TRUE(!after || (i > 0 && run[i - 1] == *after)) << menu.Name(run[i]);
        const double confidence = play.confidences[i].value_or(0.5);
        EXPECT_TRUE(confidence >= 0 && confidence <= 1) << confidence;
      }
    }
  }
}

TEST_P(EveryPolicy, CostsAddUp) {
  const PolicyPtr policy = Fitted();
  const int rung = policy->RungCount() - 1;
  for (const ImageOutcome& image : Unseen().images) {
    const Play play = PlayOut(*policy, rung, Unseen().menu, image);
    Cost sum;
    for (const size_t option : OptionsOf(play)) {
      const Cost& cost = Unseen().menu.costs[option];
      sum = {sum.macs + cost.macs, sum.energy_pj + cost.energy_pj, sum.latency_ns + cost.latency_ns,
             sum.cpu_ms + cost.cpu_ms};
    }
    EXPECT_EQ(play.cost, sum);
  }
}

TEST_P(EveryPolicy, BelowItsRungsTheWholeNetworkRuns) {
  const PolicyPtr policy = Fitted();
  const Play play = PlayOut(*policy, -1, Unseen().menu, Unseen().images[0]);
  EXPECT_EQ(OptionsOf(play), std::vector<size_t>{Unseen().menu.full});
  EXPECT_EQ(play.cost, Unseen().menu.costs[Unseen().menu.full]);
}

TEST_P(EveryPolicy, RungsSaveEverMoreOfWhatFitSaw) {
  const PolicyPtr policy = Fitted();
  double before = std::numeric_limits<double>::infinity();
  for (int rung = 0; rung < policy->RungCount(); ++rung) {
    const double macs = MeanMacs(*policy, rung, Seen());
    EXPECT_LE(macs, before + 1e-6) << rung;
    before = macs;
  }
  const double full = Seen().menu.costs[Seen().menu.full].macs;
  EXPECT_TRUE(policy->RungCount() == 0 || before < 0.98 * full) << before;
}

TEST_P(EveryPolicy, ComesBackFromItsText) {
  const PolicyPtr fitted = Fitted();
  const PolicyPtr loaded = Loaded(json::parse(fitted->Save().dump()));
  EXPECT_EQ(loaded->Save().dump(), fitted->Save().dump());
  EXPECT_EQ(loaded->RungCount(), fitted->RungCount());
  EXPECT_EQ(loaded->SuggestedRung(), fitted->SuggestedRung());
  EXPECT_EQ(loaded->Options(), fitted->Options());
  EXPECT_EQ(loaded->ReadsZerothLayer(), fitted->ReadsZerothLayer());
  EXPECT_EQ(loaded->DecisionWork().size(), fitted->DecisionWork().size());
  EXPECT_EQ(StepsOf(*loaded, Unseen()), StepsOf(*fitted, Unseen()));
  loaded->Fit(Unseen(), kGoal);  // Nothing is left of what was loaded.
  PolicyPtr other = GetParam().make();
  other->Fit(Unseen(), kGoal);
  EXPECT_EQ(loaded->Save(), other->Save());
}

TEST_P(EveryPolicy, TooFewImagesAreRefused) {
  const OutcomeTable none{Seen().menu, {}};
  if (GetParam().name == "oracle") return;  // It learns from no image.
  EXPECT_THROW(GetParam().make()->Fit(none, kGoal), Error);
}

// Decisions cost, and say so, exactly where there are models.
TEST_P(EveryPolicy, StatesTheWorkOfDeciding) {
  const PolicyPtr policy = Fitted();
  const bool decides = policy->Save().dump().find("weights") != std::string::npos;
  EXPECT_EQ(policy->DecisionWork().empty(), !decides);
  for (const layers::Workload& layer : policy->DecisionWork()) {
    EXPECT_GT(layer.macs(), 0);
    EXPECT_LT(layer.macs(), 100);  // Three crops of four scores, at most.
  }
}

// Whatever stands in the text, it is refused, or what was loaded still plays by the rules.
void ExpectRefusedOrSound(const PolicyKind& kind, const json& learned) {
  try {
    const PolicyPtr policy = kind.make();
    policy->Load(learned, Seen().menu);
    StepsOf(*policy, Few());
  } catch (const Error& error) {
    const std::string text = error.what();
    EXPECT_EQ(text.find('\n'), std::string::npos) << text;
    EXPECT_LT(text.size(), 400u) << text;
  }
}

TEST_P(EveryPolicy, UnknownAndMissingKeysAreRefused) {
  const json learned = Fitted()->Save();
  json more = learned;
  more["surprise"] = 1;
  EXPECT_THROW(Loaded(more), Error);
  for (const auto& item : learned.items()) {
    json fewer = learned;
    fewer.erase(item.key());
    EXPECT_THROW(Loaded(fewer), Error) << item.key();
  }
  for (const json& other : {json(), json(1), json("text"), json::array()}) {
    EXPECT_THROW(Loaded(other), Error) << other;
  }
}

TEST_P(EveryPolicy, AnotherTypeAnywhereIsRefused) {
  const json flat = Fitted()->Save().flatten();
  for (const auto& item : flat.items()) {
    if (item.value().is_structured() || item.value().is_null()) continue;  // An empty list.
    for (const json& other : {json(), json("x"), json("\xff\n")}) {
      json changed = flat;
      changed[item.key()] = other;
      EXPECT_THROW(Loaded(changed.unflatten()), Error) << item.key();
    }
  }
}

TEST_P(EveryPolicy, HostileNumbersAreRefusedOrHarmless) {
  const json flat = Fitted()->Save().flatten();
  for (const auto& item : flat.items()) {
    if (!item.value().is_number()) continue;
    for (const json& number :
         {json(-1), json(0), json(0.5), json(3), json(7), json(9), json(11), json(1e300),
          json(-1e300), json(uint64_t{0xffffffffffffffff}), json(int64_t{1} << 62)}) {
      json changed = flat;
      changed[item.key()] = number;
      ExpectRefusedOrSound(GetParam(), changed.unflatten());
    }
  }
}

TEST(PolicyCatalog, NamesAreThereOnceAndFound) {
  std::set<std::string_view> names;
  for (const PolicyKind& kind : PolicyCatalog()) {
    EXPECT_TRUE(names.insert(kind.name).second) << kind.name;
    EXPECT_FALSE(kind.summary.empty());
    EXPECT_EQ(kind.summary.find('\n'), std::string_view::npos);
    EXPECT_EQ(FindPolicy(kind.name).make, kind.make);
  }
  EXPECT_THROW(FindPolicy("hope"), Error);
  EXPECT_THROW(FindPolicy(""), Error);
}

INSTANTIATE_TEST_SUITE_P(Catalog, EveryPolicy, testing::ValuesIn(PolicyCatalog()),
                         [](const auto& each) { return std::string(each.param.name); });

}  // namespace
}  // namespace aqua::policy

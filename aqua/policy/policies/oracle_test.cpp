#include "aqua/policy/policies/oracle.h"

#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <random>

#include "aqua/core/error.h"
#include "aqua/policy/play.h"
#include "aqua/policy/testing/outcomes.h"

namespace aqua::policy {
namespace {

constexpr int kDraws = 20000;

size_t Choice(const Policy& policy, const Observation& image) {
  return policy.Next(image, {}, 0).run.value();
}

// Options 1 to 3 cost 0.5, 0.2 and 0.8; each keeps the first so many of 100 images.
OutcomeTable Keeping(const std::vector<size_t>& kept) {
  OutcomeTable table{ScalesMenu({0.5, 0.2, 0.8}), {}};
  for (size_t crop = 1; crop <= 3; ++crop) {
    table.menu.options[crop] = table.menu.options[0];
    table.menu.options[crop].code = crop::CropCode::FromIndex(static_cast<int>(crop));
  }
  for (size_t index = 0; index < 100; ++index) {
    ImageOutcome image = SureImage(table.menu, index);
    image.observation.keeps = {1};
    for (size_t i = 0; i < kept.size(); ++i) {
      image.observation.keeps.push_back(index < kept[i] ? 1 : 0);
      image.attempts[i + 1] = {i + 1, Sure(index < kept[i] ? 0 : 4, 0.8), {}};
    }
    table.images.push_back(image);
  }
  return table;
}

TEST(Oracle, TakesTheCheapestThatKeeps) {
  const OutcomeTable table = Keeping({60, 30, 90});
  const PolicyPtr oracle = MakeOracle();
  oracle->Fit(table, {});
  for (size_t index = 0; index < 100; ++index) {
    const size_t expected = index < 30 ? 2 : index < 60 ? 1 : index < 90 ? 3 : 0;
    EXPECT_EQ(Choice(*oracle, table.images[index].observation), expected) << index;
  }
}

TEST(Oracle, TakesTheWholeNetworkWhereNothingKeeps) {
  const OutcomeTable table = Keeping({60, 30, 90});
  const PolicyPtr oracle = MakeOracle();
  oracle->Fit(table, {});
  EXPECT_EQ(Choice(*oracle, {{}, 0, {0, 0, 0, 0}}), 0u);
}

TEST(Oracle, TakesNoPartsOfRunsAndNoLowerResolution) {
  const OutcomeTable table = SyntheticOutcomes(1, 1);
  const PolicyPtr oracle = MakeOracle();
  oracle->Fit(table, {});
  EXPECT_EQ(oracle->Options(), (std::vector<size_t>{3, 4, 5, 6}));
  std::vector<char> keeps(table.menu.options.size(), 0);
  keeps[0] = keeps[9] = keeps[10] = keeps[7] = 1;
  EXPECT_EQ(Choice(*oracle, {{}, 0, keeps}), table.menu.full);
}

TEST(Oracle, CannotBeAskedInLife) {
  const PolicyPtr oracle = MakeOracle();
  oracle->Fit(Keeping({60, 30, 90}), {});
  EXPECT_THROW(oracle->Next({}, {}, 0), Error);
  EXPECT_THROW(oracle->Next({{}, 0, {1, 1}}, {}, 0), InternalError);
}

// Whatever a split has already chosen the images by: all bits, or those below or above.
TEST(Random, DrawsAsOftenAsTheOracleTakes) {
  const PolicyPtr random = MakeRandom();
  random->Fit(Keeping({60, 30, 90}), {});
  const std::vector<double> shares = {0.1, 0.3, 0.3, 0.3};
  for (const uint64_t drawn : {~uint64_t{0}, uint64_t{0xffffffff}, ~uint64_t{0xffffffff}}) {
    std::mt19937_64 hashes(8);
    std::vector<double> counts(4, 0);
    for (int i = 0; i < kDraws; ++i) ++counts[Choice(*random, {{}, hashes() & drawn, {}})];
    for (size_t option = 0; option < 4; ++option) {
      const double deviation = std::sqrt(shares[option] * (1 - shares[option]) / kDraws);
      EXPECT_NEAR(counts[option] / kDraws, shares[option], 4 * deviation) << option;
    }
  }
}

// Where the full run is wrong, there is nothing to keep: the oracle takes the whole network, though
// no crop would lose anything. Its control must not save there, either.
TEST(Random, CountsWhatTheOracleTakes) {
  const OutcomeTable table = SyntheticOutcomes(2, 200);
  const PolicyPtr oracle = MakeOracle();
  const PolicyPtr random = MakeRandom();
  oracle->Fit(table, {});
  random->Fit(table, {});
  std::vector<double> shares(table.menu.options.size(), 0);
  for (const ImageOutcome& image : table.images) {
    Observation told = image.observation;
    for (size_t option = 0; option < shares.size(); ++option) {
      told.keeps[option] = KeepsAnswer(image, table.menu.full, image.attempts[option]) ? 1 : 0;
    }
    shares[Choice(*oracle, told)] += 1;
  }
  const std::vector<double> fitted = random->Save()["shares"];
  for (size_t option = 0; option < shares.size(); ++option) {
    EXPECT_DOUBLE_EQ(fitted[option], shares[option] / 200) << option;
  }
}

TEST(Random, DrawsByTheImageAlone) {
  const OutcomeTable table = Keeping({60, 30, 90});
  const PolicyPtr random = MakeRandom();
  random->Fit(table, {});
  for (uint64_t hash = 1; hash < 100; ++hash) {
    EXPECT_EQ(Choice(*random, {{}, hash, {}}), Choice(*random, {{3}, hash, {1, 0, 0, 0}}));
  }
}

TEST(Random, WhatWasNeverTakenIsNeverDrawn) {
  const OutcomeTable table = Keeping({0, 50, 0});
  const PolicyPtr random = MakeRandom();
  random->Fit(table, {});
  EXPECT_EQ(random->Options(), (std::vector<size_t>{0, 2}));
  for (const uint64_t hash : {uint64_t{0}, ~uint64_t{0}, uint64_t{1} << 63}) {
    const size_t option = Choice(*random, {{}, hash, {}});
    EXPECT_TRUE(option == 0 || option == 2) << option;
  }
  std::mt19937_64 hashes(9);
  for (int i = 0; i < 1000; ++i) EXPECT_NE(Choice(*random, {{}, hashes(), {}}) % 2, 1u);
}

TEST(Random, SharesThatAreNoneAreNotLoaded) {
  const Menu menu = SyntheticMenu();
  const auto load = [&](const std::vector<double>& shares) {
    MakeRandom()->Load({{"shares", shares}}, menu);
  };
  std::vector<double> shares(menu.options.size(), 0);
  EXPECT_THROW(load(shares), Error);
  shares[4] = 1;
  EXPECT_NO_THROW(load(shares));
  shares[3] = 0.01;
  EXPECT_THROW(load(shares), Error);
  EXPECT_THROW(load({1}), Error);
  for (const size_t part : {0, 7, 9, 10}) {
    std::vector<double> of_part(menu.options.size(), 0);
    of_part[part] = 1;
    EXPECT_THROW(load(of_part), Error) << part;
  }
}

}  // namespace
}  // namespace aqua::policy

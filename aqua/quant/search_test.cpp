#include "aqua/quant/search.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <random>

#include "aqua/core/error.h"

namespace aqua::quant {
namespace {

// Loss of a whole network as a function of its bits; the rest follows.
class SyntheticJudge final : public BitJudge {
 public:
  using LossOfBits = std::function<double(const std::vector<int>&)>;

  SyntheticJudge(size_t layers, LossOfBits loss, LossOfBits whole_loss = {})
      : bits_(layers, 16), loss_(std::move(loss)), whole_loss_(std::move(whole_loss)) {}

  double Loss(size_t layer, int bits) override {
    EXPECT_EQ(layer, fixed_);
    std::vector<int> tried = bits_;
    tried[layer] = bits;
    return loss_(tried);
  }

  void Fix(size_t layer, int bits) override {
    EXPECT_EQ(layer, fixed_++);
    bits_[layer] = bits;
  }

  double WholeLoss(std::span<const int> bits) override {
    const std::vector<int> whole(bits.begin(), bits.end());
    return whole_loss_ ? whole_loss_(whole) : loss_(whole);
  }

 private:
  std::vector<int> bits_;
  size_t fixed_ = 0;
  LossOfBits loss_;
  LossOfBits whole_loss_;
};

// Lossless from `need` bits on, then `slope` a bit.
SyntheticJudge::LossOfBits Needs(std::vector<int> need, double slope) {
  return [need = std::move(need), slope](const std::vector<int>& bits) {
    double loss = 0;
    for (size_t i = 0; i < bits.size(); ++i) loss += slope * std::max(0, need[i] - bits[i]);
    return loss;
  };
}

TEST(SearchBits, WithoutABudgetEveryLayerGetsWhatItNeeds) {
  const std::vector<int> need = {9, 8, 5, 5, 7, 16, 1};
  SyntheticJudge judge(need.size(), Needs(need, 0.01));
  const BitSearchResult result = SearchBits(judge, need.size(), {});
  EXPECT_EQ(result.bits, need);
  EXPECT_TRUE(result.within_budget);
  EXPECT_EQ(result.loss, 0);
}

TEST(SearchBits, TakesFourTrialsALayerAndOneWholeRun) {
  const std::vector<int> need(10, 6);
  SyntheticJudge judge(need.size(), Needs(need, 1));
  const BitSearchResult result = SearchBits(judge, need.size(), {});
  EXPECT_LE(result.trials, 40);
  EXPECT_EQ(result.whole_runs, 1);
  // A trial of layer l runs the layers from it on: 5.5 of 10 in the mean.
  EXPECT_DOUBLE_EQ(result.network_runs, static_cast<double>(result.trials) * 0.55 + 1);
  EXPECT_EQ(BruteForceRuns(need.size(), {}), 160);
}

TEST(SearchBits, ABudgetIsSpentInPartsAndPassedOn) {
  // A bit too few costs 1; each of four layers may lose 1.
  const std::vector<int> need = {8, 8, 8, 8};
  SyntheticJudge judge(need.size(), Needs(need, 1));
  BitSearchSpec spec;
  spec.budget = 4;
  EXPECT_EQ(SearchBits(judge, need.size(), spec).bits, (std::vector<int>{7, 7, 7, 7}));
  // The second layer can lose nothing: its part goes to the third.
  SyntheticJudge stiff(4, [](const std::vector<int>& bits) {
    return Needs({8, 8, 8, 8}, 1)(bits) + (bits[1] < 8 ? 100 : 0);
  });
  EXPECT_EQ(SearchBits(stiff, 4, spec).bits, (std::vector<int>{7, 8, 6, 7}));
}

TEST(SearchBits, PartsMayBeGiven) {
  SyntheticJudge judge(2, Needs({8, 8}, 1));
  BitSearchSpec spec;
  spec.budget = 4;
  spec.parts = {0, 10};
  EXPECT_EQ(SearchBits(judge, 2, spec).bits, (std::vector<int>{8, 4}));
}

TEST(SearchBits, IsWithinTheBudgetHoweverTheLossJumps) {
  for (unsigned seed = 0; seed < 200; ++seed) {
    // No order at all: every choice of bits has a loss of its own, but all wide has none.
    const auto loss = [seed](const std::vector<int>& bits) {
      if (std::all_of(bits.begin(), bits.end(), [](int of) { return of == 16; })) return 0.0;
      std::seed_seq sequence(bits.begin(), bits.end());
      std::mt19937 random(sequence);
      random.discard(seed);
      return std::uniform_real_distribution<double>(0, 1)(random);
    };
    SyntheticJudge judge(6, loss);
    BitSearchSpec spec;
    spec.budget = 0.3;
    const BitSearchResult result = SearchBits(judge, 6, spec);
    EXPECT_TRUE(result.within_budget);
    EXPECT_LE(loss(result.bits), spec.budget);
    EXPECT_EQ(loss(result.bits), result.loss);
  }
}

TEST(SearchBits, WidensTheLayerThatLosesMostWhereTheWholeLosesMore) {
  const auto seen = Needs({8, 8}, 1);
  // What was not seen layer by layer: 10 more while the second layer has fewer than 7 bits.
  const auto whole = [&](const std::vector<int>& bits) {
    return seen(bits) + (bits[1] < 7 ? 10 : 0);
  };
  SyntheticJudge judge(2, seen, whole);
  BitSearchSpec spec;
  spec.budget = 6;
  spec.parts = {1, 5};
  const BitSearchResult result = SearchBits(judge, 2, spec);
  // Found: 7 and 3 bits, losing 1 and 5 for 9 and 13 bits. The second is widened until a bit saved
  // there costs less than one of the first (0.625 / 10 at 6 bits), then the first, then the second.
  EXPECT_EQ(result.bits, (std::vector<int>{9, 7}));
  EXPECT_TRUE(result.within_budget);
  EXPECT_EQ(result.loss, 1);
  EXPECT_EQ(result.whole_runs, 7);
}

TEST(SearchBits, SaysWhenEvenWideIsPastTheBudget) {
  SyntheticJudge judge(3, [](const std::vector<int>&) { return 0.5; });
  const BitSearchResult result = SearchBits(judge, 3, {});
  EXPECT_FALSE(result.within_budget);
  EXPECT_EQ(result.bits, (std::vector<int>{16, 16, 16}));
  EXPECT_EQ(result.loss, 0.5);
}

TEST(SearchBits, StaysWithinItsBits) {
  SyntheticJudge judge(2, Needs({1, 12}, 1));
  BitSearchSpec spec;
  spec.least_bits = 3;
  spec.most_bits = 8;
  spec.budget = 4;
  EXPECT_EQ(SearchBits(judge, 2, spec).bits, (std::vector<int>{3, 8}));
}

TEST(SearchBits, RefusesBitsAndBudgetsOutOfRange) {
  SyntheticJudge judge(1, Needs({8}, 1));
  EXPECT_THROW(SearchBits(judge, 1, {0, 16, 0, {}}), Error);
  EXPECT_THROW(SearchBits(judge, 1, {9, 8, 0, {}}), Error);
  EXPECT_THROW(SearchBits(judge, 1, {1, 17, 0, {}}), Error);
  EXPECT_THROW(SearchBits(judge, 1, {1, 16, -1, {}}), Error);
  EXPECT_THROW(SearchBits(judge, 1, {1, 16, std::nan(""), {}}), Error);
}

TEST(SearchBits, OfNoLayersIsEmpty) {
  SyntheticJudge judge(0, [](const std::vector<int>&) { return 0.0; });
  EXPECT_TRUE(SearchBits(judge, 0, {}).bits.empty());
}

}  // namespace
}  // namespace aqua::quant

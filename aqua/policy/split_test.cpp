#include "aqua/policy/split.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <string>

#include "aqua/core/error.h"
#include "aqua/core/testing/temp_folder.h"

namespace aqua::policy {
namespace {

std::array<int, 3> Count(int images, uint64_t seed, const SplitShares& shares) {
  std::array<int, 3> counts{};
  for (int i = 0; i < images; ++i) {
    const Split split = SplitOf(ContentHash(std::to_string(i)), seed, shares);
    ++counts[static_cast<size_t>(split)];
  }
  return counts;
}

TEST(Split, SharesAreMetWithinChance) {
  const std::array<int, 3> counts = Count(40000, 1, {});
  EXPECT_NEAR(counts[0], 8000, 4 * 80);
  EXPECT_NEAR(counts[1], 24000, 4 * 98);
  EXPECT_NEAR(counts[2], 8000, 4 * 80);
}

TEST(Split, HashesThatDifferInOneBitAreSpread) {
  std::array<int, 3> counts{};
  for (uint64_t hash = 0; hash < 4000; ++hash) ++counts[static_cast<size_t>(SplitOf(hash, 0))];
  EXPECT_NEAR(counts[1], 2400, 4 * 31);
}

TEST(Split, AnotherSeedIsAnotherSplit) {
  int same = 0;
  for (uint64_t hash = 0; hash < 4000; ++hash) same += SplitOf(hash, 1) == SplitOf(hash, 2) ? 1 : 0;
  // 0.04 + 0.36 + 0.04 of them by chance.
  EXPECT_NEAR(same, 1760, 4 * 31);
}

TEST(Split, IsTheSameEverywhere) {
  // XXH3 of the empty text, as its authors publish it.
  EXPECT_EQ(ContentHash(""), 0x2d06800538d394c2u);
  const std::array<int, 3> counts = Count(1000, 7, {});
  EXPECT_EQ(Count(1000, 7, {}), counts);
}

TEST(Split, AShareOfNothingStaysEmpty) {
  EXPECT_EQ(Count(1000, 3, {0.5, 0.5, 0})[2], 0);
  EXPECT_EQ(Count(1000, 3, {0, 1, 0})[1], 1000);
  EXPECT_EQ(Count(1000, 3, {0.5, 0, 0.5})[1], 0);
}

TEST(Split, SharesThatAreNoneAreRefused) {
  for (const SplitShares& shares :
       {SplitShares{0.5, 0.5, 0.5}, {-0.5, 1, 0.5}, {0, 0, 0}, {std::nan(""), 0.5, 0.5}}) {
    EXPECT_THROW(SplitOf(1, 1, shares), Error);
  }
  EXPECT_NO_THROW(SplitOf(1, 1, {1.0 / 3, 1.0 / 3, 1.0 / 3}));
}

TEST(ContentHash, OfAFileIsThatOfItsBytes) {
  const TempFolder folder;
  std::string text(200001, 'a');  // More than one chunk.
  text[123456] = '\0';
  EXPECT_EQ(ContentHashOf(folder.Write("a", text)), ContentHash(text));
  EXPECT_EQ(ContentHashOf(folder.Write("b", std::string())), ContentHash(""));
  text[200000] = 'b';
  EXPECT_NE(ContentHashOf(folder.Write("a", text)), ContentHashOf(folder.Write("b", text + "c")));
  EXPECT_THROW(ContentHashOf(folder.path() / "none"), Error);
  EXPECT_THROW(ContentHashOf(folder.path()), Error);
}

TEST(FindOverlap, NamesWhatWasSeen) {
  const std::vector<uint64_t> seen = {2, 5, 9};
  EXPECT_EQ(FindOverlap(seen, std::vector<uint64_t>{9, 1, 5, 9}), (std::vector<size_t>{0, 2, 3}));
  EXPECT_TRUE(FindOverlap(seen, std::vector<uint64_t>{1, 3}).empty());
  EXPECT_TRUE(FindOverlap({}, seen).empty());
}

}  // namespace
}  // namespace aqua::policy

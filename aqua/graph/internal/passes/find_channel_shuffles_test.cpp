#include <gtest/gtest.h>

#include "aqua/graph/testing/model_builder.h"

namespace aqua::graph {
namespace {

using testing::Kinds;
using testing::ModelBuilder;

using Integers = std::vector<int64_t>;

ModelBuilder Shuffle(const Integers& split, const Integers& perm, const Integers& join) {
  return ModelBuilder({1, 6, 4, 5})
      .Integers("split", split)
      .Integers("join", join)
      .Node("Reshape", {"x", "split"}, "a")
      .Node("Transpose", {"a"}, "b", {{"perm", perm}})
      .Node("Reshape", {"b", "join"}, "y");
}

const Integers kSwap = {0, 2, 1, 3, 4};

TEST(FindChannelShuffles, MakesOneLayerOfThree) {
  const Graph graph = Shuffle({1, 3, 2, 4, 5}, kSwap, {1, 6, 4, 5}).Build("y");
  ASSERT_EQ(Kinds(graph), "ChannelShuffle");
  EXPECT_EQ(graph.values.size(), 2U);
  const Tensor image = testing::RandomTensor({2, 6, 4, 5}, 3);
  const Tensor result = testing::Run(graph, image);
  const Integers from = {0, 2, 4, 1, 3, 5};
  for (int64_t n = 0; n < 2; ++n) {
    for (int64_t c = 0; c < 6; ++c) {
      const int64_t source = from[static_cast<size_t>(c)];
      EXPECT_EQ(result[(n * 6 + c) * 20 + 7], image[(n * 6 + source) * 20 + 7]) << c;
    }
  }
}

TEST(FindChannelShuffles, FollowsInferredTargets) {
  EXPECT_EQ(Kinds(Shuffle({-1, 3, 2, 4, 5}, kSwap, {0, -1, 4, 5}).Build("y")), "ChannelShuffle");
}

TEST(FindChannelShuffles, LeavesOtherRearrangements) {
  const std::string three = "Reshape Transpose Reshape";
  EXPECT_EQ(Kinds(Shuffle({1, 3, 2, 4, 5}, {0, 1, 2, 4, 3}, {1, 6, 4, 5}).Build("y")), three);
  EXPECT_EQ(Kinds(Shuffle({1, 3, 2, 4, 5}, kSwap, {1, 6, 5, 4}).Build("y")), three);
  EXPECT_EQ(Kinds(Shuffle({1, 3, 2, 5, 4}, kSwap, {1, 6, 4, 5}).Build("y")), three);
  const Graph read_twice = Shuffle({1, 3, 2, 4, 5}, kSwap, {1, 6, 4, 5})
                               .Node("Reshape", {"a", "join"}, "z")
                               .Node("Add", {"y", "z"}, "sum")
                               .Build("sum");
  EXPECT_EQ(Kinds(read_twice), three + " Reshape Binary");
}

}  // namespace
}  // namespace aqua::graph

#include "aqua/exec/onednn/sharing.h"

#include <gtest/gtest.h>

#include "aqua/graph/testing/small_network.h"

namespace aqua::exec::onednn {
namespace {

std::vector<crop::CropPlan> AllPlans(const graph::Graph& graph, int64_t depth) {
  crop::CropSpec spec;
  spec.depth = depth;
  return crop::PlanAllCrops(graph, spec);
}

TEST(Sharing, SixteenCropsAreLaidFromNinePieces) {
  const graph::Graph graph = graph::testing::SmallNetwork({{3, 1}, {3, 1}, {3, 1}}, 64, 64);
  const auto sharing = PlanSharing(graph, AllPlans(graph, 8));
  ASSERT_TRUE(sharing);
  EXPECT_EQ(sharing->pieces.size(), 9U);
}

TEST(Sharing, EveryMosaicCoversItsCropOnce) {
  const graph::Graph graph = graph::testing::SmallNetwork({{3, 1}, {5, 1}, {3, 1}}, 64, 48);
  const std::vector<crop::CropPlan> plans = AllPlans(graph, 8);
  const auto sharing = PlanSharing(graph, plans);
  ASSERT_TRUE(sharing);
  for (size_t plan = 0; plan < plans.size(); ++plan) {
    int64_t area = 0;
    for (const MosaicTile& tile : sharing->mosaics[plan]) {
      area += tile.block.area();
      EXPECT_TRUE(plans[plan].kept[sharing->waist].Contains(tile.block));
      EXPECT_TRUE(sharing->pieces[tile.piece].block.Contains(tile.block));
    }
    EXPECT_EQ(area, plans[plan].kept[sharing->waist].area());
  }
}

TEST(Sharing, OneCropAloneSharesNothing) {
  const graph::Graph graph = graph::testing::SmallNetwork({{3, 1}, {3, 1}}, 32, 32);
  EXPECT_FALSE(PlanSharing(graph, {AllPlans(graph, 8).back()}));
}

TEST(Sharing, NothingIsSharedWhereCutsReachEverywhere) {
  const graph::Graph graph = graph::testing::SmallNetwork({{15, 1}, {15, 1}}, 24, 24);
  EXPECT_FALSE(PlanSharing(graph, AllPlans(graph, 8)));
}

}  // namespace
}  // namespace aqua::exec::onednn

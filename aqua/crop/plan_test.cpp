#include "aqua/crop/plan.h"

#include <gtest/gtest.h>

#include "aqua/core/error.h"
#include "aqua/graph/testing/small_network.h"

namespace aqua::crop {
namespace {

using graph::testing::SmallNetwork;

CropSpec Spec(const char* code, int64_t depth, CropMode mode = CropMode::kAligned) {
  CropSpec spec;
  spec.code = CropCode::Parse(code);
  spec.depth = depth;
  spec.mode = mode;
  return spec;
}

TEST(TotalStride, MultipliesTheStridesOnTheWay) {
  EXPECT_EQ(TotalStride(SmallNetwork({{3, 2}, {3, 1}, {5, 2}}, 32, 32)), 4);
}

TEST(CropPlan, NoEdgesKeepEverything) {
  const graph::Graph graph = SmallNetwork({{3, 2}, {3, 2}}, 32, 48);
  const CropPlan plan = MakePlan(graph, Spec("0000", 4));
  for (size_t v = 0; v < plan.kept.size(); ++v) {
    EXPECT_EQ(plan.kept[v], Window::Full(graph.values[v].shape));
  }
}

TEST(CropPlan, LeftCropKeepsTheRightEdge) {
  const graph::Graph graph = SmallNetwork({{3, 2}, {3, 2}}, 32, 48);
  const CropPlan plan = MakePlan(graph, Spec("0010", 8));
  EXPECT_EQ(plan.kept[0], (Window{{0, 32}, {8, 48}}));
  EXPECT_EQ(plan.kept[1], (Window{{0, 16}, {4, 24}}));
  EXPECT_EQ(plan.kept[2], (Window{{0, 8}, {2, 12}}));
}

TEST(CropPlan, AlignedWindowsHaveTheSizesOfTheSmallerCanvas) {
  const graph::Graph graph = SmallNetwork({{3, 2}, {3, 1}, {5, 2}, {3, 2}}, 64, 64);
  const CropPlan plan = MakePlan(graph, Spec("1101", 8));
  const graph::Graph canvas = SmallNetwork({{3, 2}, {3, 1}, {5, 2}, {3, 2}}, 48, 56);
  for (size_t v = 0; v < plan.kept.size(); ++v) {
    EXPECT_EQ(plan.kept[v].height(), canvas.values[v].shape.height());
    EXPECT_EQ(plan.kept[v].width(), canvas.values[v].shape.width());
  }
}

TEST(CropPlan, LiteralWindowsAreCutInProportion) {
  const graph::Graph graph = SmallNetwork({{3, 2}, {3, 2}}, 40, 40);
  CropSpec spec = Spec("1111", 5, CropMode::kLiteral);
  EXPECT_EQ(MakePlan(graph, spec).kept[1], (Window{{3, 17}, {3, 17}}));  // 2.5, up.
  spec.rounding = Rounding::kFloor;
  EXPECT_EQ(MakePlan(graph, spec).kept[1], (Window{{2, 18}, {2, 18}}));
  EXPECT_EQ(MakePlan(graph, spec).kept[2], (Window{{1, 9}, {1, 9}}));
}

TEST(CropPlan, RefusesADepthThatTheStrideDoesNotDivide) {
  const graph::Graph graph = SmallNetwork({{3, 2}, {3, 2}}, 32, 32);
  EXPECT_THROW(MakePlan(graph, Spec("1000", 6)), Error);
  EXPECT_NO_THROW(MakePlan(graph, Spec("1000", 6, CropMode::kLiteral)));
}

TEST(CropPlan, RefusesADepthThatLeavesNothing) {
  const graph::Graph graph = SmallNetwork({{3, 2}, {3, 2}}, 32, 32);
  EXPECT_THROW(MakePlan(graph, Spec("1100", 16)), Error);
  EXPECT_THROW(MakePlan(graph, Spec("1000", 32)), Error);
  EXPECT_THROW(MakePlan(graph, Spec("1000", int64_t{1} << 62)), Error);
  EXPECT_THROW(MakePlan(graph, Spec("1000", -4)), Error);
}

TEST(PlanWork, CountsThePositionsOfTheKeptWindow) {
  const graph::Graph graph = SmallNetwork({{3, 2}, {3, 2}}, 32, 32);
  const layers::Workloads full = PlanWork(graph, MakePlan(graph, Spec("0000", 8)));
  const layers::Workloads cropped = PlanWork(graph, MakePlan(graph, Spec("1100", 8)));
  EXPECT_EQ(full[0].positions(), 16 * 16);
  EXPECT_EQ(cropped[0].positions(), 8 * 16);
  EXPECT_EQ(cropped[0].rows(), full[0].rows());
  EXPECT_EQ(cropped[0].layer, "conv0");
}

}  // namespace
}  // namespace aqua::crop

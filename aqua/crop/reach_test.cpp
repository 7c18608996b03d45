#include "aqua/crop/reach.h"

#include <gtest/gtest.h>

#include "aqua/crop/plan.h"
#include "aqua/graph/testing/small_network.h"

namespace aqua::crop {
namespace {

using graph::testing::SmallNetwork;

CropPlan Plan(const graph::Graph& graph, const char* code, int64_t depth) {
  CropSpec spec;
  spec.code = CropCode::Parse(code);
  spec.depth = depth;
  return MakePlan(graph, spec);
}

TEST(UntouchedWindows, AreEverythingWithoutACrop) {
  const graph::Graph graph = SmallNetwork({{3, 1}, {3, 2}}, 16, 16);
  const CropPlan plan = Plan(graph, "0000", 4);
  EXPECT_EQ(UntouchedWindows(graph, plan.kept), plan.kept);
}

TEST(UntouchedWindows, LoseOneCellOfReachAtEachConvolution) {
  const graph::Graph graph = SmallNetwork({{3, 1}, {3, 1}, {5, 1}}, 32, 32);
  const std::vector<Window> untouched = UntouchedWindows(graph, Plan(graph, "1001", 4).kept);
  EXPECT_EQ(untouched[0], (Window{{4, 32}, {0, 28}}));
  EXPECT_EQ(untouched[1], (Window{{5, 32}, {0, 27}}));
  EXPECT_EQ(untouched[2], (Window{{6, 32}, {0, 26}}));
  EXPECT_EQ(untouched[3], (Window{{8, 32}, {0, 24}}));
}

TEST(UntouchedWindows, AreEmptyWhereCutsReachEverything) {
  const graph::Graph graph = SmallNetwork({{9, 1}, {9, 1}}, 16, 16);
  EXPECT_EQ(UntouchedWindows(graph, Plan(graph, "1100", 4).kept)[2].area(), 0);
}

TEST(NarrowedTo, AsksForTheHaloOfEveryLayer) {
  const graph::Graph graph = SmallNetwork({{3, 2}, {3, 1}}, 32, 32);
  const CropPlan plan = Plan(graph, "0000", 2);
  const auto narrowed = NarrowedTo(graph, plan.kept, 2, {{4, 6}, {0, 16}});
  ASSERT_TRUE(narrowed);
  EXPECT_EQ((*narrowed)[2], (Window{{4, 6}, {0, 16}}));
  EXPECT_EQ((*narrowed)[1], (Window{{3, 7}, {0, 16}}));
  EXPECT_EQ((*narrowed)[0], (Window{{6, 15}, {0, 32}}));  // Stride 2, nothing padded before.
}

TEST(NarrowedTo, NeverAsksForWhatIsCut) {
  const graph::Graph graph = SmallNetwork({{3, 1}, {3, 1}}, 16, 16);
  const CropPlan plan = Plan(graph, "1000", 5);
  const auto narrowed = NarrowedTo(graph, plan.kept, 2, {{5, 6}, {0, 16}});
  ASSERT_TRUE(narrowed);
  EXPECT_EQ((*narrowed)[1].rows, (Span{5, 7}));
  EXPECT_EQ((*narrowed)[0].rows, (Span{5, 8}));
}

}  // namespace
}  // namespace aqua::crop

#include "aqua/crop/growth.h"

#include <gtest/gtest.h>

#include "aqua/core/error.h"
#include "aqua/graph/testing/model_builder.h"
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

// A cell of a map, by plain loops: whether any cell that it reads, through all layers of 3 x 3 and
// stride 1, is kept by one plan and not by the other.
bool CutReaches(const Window& small, const Window& large, int64_t row, int64_t column,
                int64_t layers) {
  for (int64_t y = row - layers; y <= row + layers; ++y) {
    for (int64_t x = column - layers; x <= column + layers; ++x) {
      const Window cell{{y, y + 1}, {x, x + 1}};
      if (large.Contains(cell) && !small.Contains(cell)) return true;
    }
  }
  return false;
}

TEST(PlanGrowth, ExactlyReusesWhatTheCutDoesNotReach) {
  const graph::Graph graph = SmallNetwork({{3, 1}, {3, 1}, {3, 1}}, 24, 20);
  for (const char* larger : {"0000", "1000", "0110"}) {
    const GrowthPlan plan =
        PlanGrowth(graph, Plan(graph, "1110", 4), Plan(graph, larger, 4), RimRule::Exact());
    for (int64_t layer = 1; layer <= 3; ++layer) {
      const auto value = static_cast<graph::ValueIndex>(layer);
      for (int64_t y = 4; y < 20; ++y) {
        for (int64_t x = 4; x < 20; ++x) {
          const bool reused = plan.reused[value].Contains({{y, y + 1}, {x, x + 1}});
          EXPECT_EQ(reused, !CutReaches(plan.from.kept[0], plan.to.kept[0], y, x, layer))
              << larger << " layer " << layer << " cell " << y << "," << x;
        }
      }
    }
  }
}

TEST(PlanGrowth, DropsRimsByMapSizeAtSidesThatOnlyTheSmallerCropCuts) {
  const graph::Graph graph = SmallNetwork({{3, 2}, {3, 2}, {3, 2}, {3, 2}, {3, 2}}, 224, 224);
  const GrowthPlan plan = PlanGrowth(graph, Plan(graph, "1111", 32), Plan(graph, "1000", 32));
  EXPECT_EQ(plan.reused[0], (Window{{32, 192}, {32, 192}}));
  EXPECT_EQ(plan.reused[1], (Window{{16, 95}, {17, 95}}));
  EXPECT_EQ(plan.reused[2], (Window{{8, 46}, {10, 46}}));
  EXPECT_EQ(plan.reused[3], (Window{{4, 22}, {6, 22}}));
  EXPECT_EQ(plan.reused[4], (Window{{2, 9}, {5, 9}}));
  EXPECT_EQ(plan.reused[5], Window{});
}

TEST(PlanGrowth, ReusesNothingWhereTheRimsMeet) {
  const graph::Graph graph = SmallNetwork({{3, 1}}, 12, 12);
  const RimRule wide{{{1, 5}}, false};
  const GrowthPlan plan = PlanGrowth(graph, Plan(graph, "1111", 2), Plan(graph, "0000", 2), wide);
  EXPECT_EQ(plan.reused[1], Window{});
}

TEST(PlanGrowth, ReusesNothingPastTheGlobalPooling) {
  const graph::Graph graph = graph::testing::ModelBuilder()
                                 .Weights("w", {3, 3, 1, 1}, 1)
                                 .Node("Conv", {"x", "w"}, "a")
                                 .Node("GlobalAveragePool", {"a"}, "b")
                                 .Node("Relu", {"b"}, "c")
                                 .Build("c");
  const CropPlan whole = Plan(graph, "0000", 1);
  for (const RimRule& rule : {RimRule{}, RimRule::Exact()}) {
    const GrowthPlan plan = PlanGrowth(graph, whole, whole, rule);
    for (const graph::Node& node : graph.nodes) {
      const bool is_map = node.layer->Kind() == "Conv2d";
      EXPECT_EQ(plan.reused[node.output],
                is_map ? Window::Full(graph.values[node.output].shape) : Window{});
    }
  }
}

TEST(PlanGrowth, ACropThatHoldsLessCannotBeGrownTo) {
  const graph::Graph graph = SmallNetwork({{3, 1}}, 12, 12);
  EXPECT_THROW(PlanGrowth(graph, Plan(graph, "1000", 2), Plan(graph, "0100", 2)), Error);
}

TEST(PlanGrowth, EdgesOfFewBitsAreRefused) {
  const graph::Graph graph = SmallNetwork({{3, 1}}, 12, 12);
  CropSpec spec;
  spec.code = CropCode::Parse("1000");
  spec.depth = 0;
  spec.bands = {{2, 4}};
  EXPECT_THROW(PlanGrowth(graph, MakePlan(graph, spec), Plan(graph, "0000", 2)), Error);
}

TEST(PlanGrowth, RimsOutOfOrderOrBelowZeroAreRefused) {
  const graph::Graph graph = SmallNetwork({{3, 1}}, 12, 12);
  const CropPlan plan = Plan(graph, "0000", 2);
  EXPECT_THROW(PlanGrowth(graph, plan, plan, {{{2, 1}, {2, 1}}, false}), Error);
  EXPECT_THROW(PlanGrowth(graph, plan, plan, {{{2, -1}}, false}), Error);
}

TEST(MissingParts, AreAllCellsOutsideOfWhatIsReused) {
  GrowthPlan plan;
  plan.to.kept = {{{2, 12}, {0, 10}}};
  plan.reused = {{{4, 9}, {0, 7}}};
  int64_t covered = 0;
  for (const Window& part : MissingParts(plan, 0)) {
    covered += part.area();
    EXPECT_EQ(Intersect(part, plan.reused[0]).area(), 0);
  }
  EXPECT_EQ(covered, 100 - 35);
  plan.reused = {{}};
  EXPECT_EQ(MissingParts(plan, 0), plan.to.kept);
  plan.reused = plan.to.kept;
  EXPECT_TRUE(MissingParts(plan, 0).empty());
}

TEST(GrowthWork, OfNothingReusedIsTheWholeWork) {
  const graph::Graph graph = SmallNetwork({{3, 2}, {5, 1}}, 32, 24);
  const CropPlan to = Plan(graph, "1000", 4);
  const layers::Workloads expected = PlanWork(graph, to);
  const layers::Workloads found =
      GrowthWork(graph, PlanGrowth(graph, Plan(graph, "1111", 4), to, {{}, false}));
  ASSERT_EQ(found.size(), expected.size());
  for (size_t i = 0; i < found.size(); ++i) {
    EXPECT_EQ(found[i].layer, expected[i].layer);
    EXPECT_EQ(found[i].output_height, expected[i].output_height);
    EXPECT_EQ(found[i].output_width, expected[i].output_width);
    EXPECT_EQ(found[i].macs(), expected[i].macs());
  }
}

TEST(GrowthWork, CountsThePositionsOutsideOfWhatIsReused) {
  const graph::Graph graph = SmallNetwork({{3, 1}}, 16, 16);
  const layers::Workloads frame =
      GrowthWork(graph, PlanGrowth(graph, Plan(graph, "1111", 4), Plan(graph, "0000", 4)));
  EXPECT_EQ(frame[0].positions(), 16 * 16 - 6 * 6);  // 8 x 8 without a rim of 1.
  const layers::Workloads strip =
      GrowthWork(graph, PlanGrowth(graph, Plan(graph, "1000", 4), Plan(graph, "0000", 4)));
  EXPECT_EQ(strip[0].output_height, 5);
  EXPECT_EQ(strip[0].output_width, 16);
}

TEST(StagedWork, OfBothPartsIsTheWholeWork) {
  const graph::Graph graph = SmallNetwork({{3, 1}, {3, 2}, {5, 1}}, 32, 32);
  const CropPlan plan = Plan(graph, "0110", 4);
  for (const graph::ValueIndex waist : {0, 1, 2, 3}) {
    const layers::Workloads whole = PlanWork(graph, plan);
    const layers::Workloads prefix = PrefixWork(graph, plan, waist);
    const layers::Workloads rest = RestWork(graph, plan, waist);
    ASSERT_EQ(prefix.size(), whole.size());
    ASSERT_EQ(rest.size(), whole.size());
    for (size_t node = 0; node < whole.size(); ++node) {
      EXPECT_EQ(prefix[node].positions(), node < waist ? whole[node].positions() : 0);
      EXPECT_EQ(rest[node].positions(), node < waist ? 0 : whole[node].positions());
    }
  }
}

TEST(StagedWork, IsRefusedWhereTwoValuesCarryTheNetworkOn) {
  const graph::Graph graph = graph::testing::ModelBuilder()
                                 .Weights("w", {3, 3, 1, 1}, 1)
                                 .Node("Conv", {"x", "w"}, "a")
                                 .Node("Relu", {"a"}, "b")
                                 .Node("Add", {"a", "b"}, "c")
                                 .Build("c");
  const auto value = [&](const char* name) {
    for (size_t v = 0; v < graph.values.size(); ++v) {
      if (graph.values[v].name == name) return v;
    }
    return graph.values.size();
  };
  EXPECT_NO_THROW(CheckWaist(graph, value("a")));
  EXPECT_THROW(CheckWaist(graph, value("b")), Error);
}

}  // namespace
}  // namespace aqua::crop

#include "aqua/crop/position_bits.h"

#include <gtest/gtest.h>

#include <random>

#include "aqua/core/error.h"
#include "aqua/graph/testing/small_network.h"
#include "aqua/layers/conv2d/conv2d.h"

namespace aqua::crop {
namespace {

using graph::testing::SmallNetwork;
using layers::LowBitPositions;

CropSpec Spec(const char* code, int64_t depth, std::vector<BitBand> bands,
              CropMode mode = CropMode::kAligned) {
  CropSpec spec;
  spec.code = CropCode::Parse(code);
  spec.depth = depth;
  spec.mode = mode;
  spec.bands = std::move(bands);
  return spec;
}

bool Holds(const Window& window, int64_t row, int64_t column) {
  return row >= window.rows.begin && row < window.rows.end && column >= window.columns.begin &&
         column < window.columns.end;
}

// Of a cell of the convolution's input: 0 where it is cut or padding, 99 in the centre.
int BitsOfCell(const CropPlan& plan, graph::ValueIndex value, int64_t row, int64_t column) {
  if (!Holds(plan.kept[value], row, column)) return 0;
  for (const BitRegion& region : plan.regions) {
    if (!Holds(region.inside[value], row, column)) return region.bits;
  }
  return 99;
}

// Position by position, tap by tap.
std::vector<LowBitPositions> Plainly(const graph::Graph& graph, const graph::Node& node,
                                     const CropPlan& plan, const layers::Workload& work) {
  const graph::ValueIndex value = node.inputs[0];
  std::map<int, int64_t> by_bits;
  int fewest = 99;
  const Window& kept = plan.kept[value];
  for (int64_t y = kept.rows.begin; y < kept.rows.end; ++y) {
    for (int64_t x = kept.columns.begin; x < kept.columns.end; ++x) {
      fewest = std::min(fewest, BitsOfCell(plan, value, y, x));
    }
  }
  const Window& out = plan.kept[node.output];
  for (int64_t y = out.rows.begin; y < out.rows.end; ++y) {
    for (int64_t x = out.columns.begin; x < out.columns.end; ++x) {
      const Window read =
          node.layer->InputWindow({{y, y + 1}, {x, x + 1}}, graph.NodeInputShapes(node), 0);
      int most = 0;
      for (int64_t i = 0; i < work.kernel_height; ++i) {
        for (int64_t j = 0; j < work.kernel_width; ++j) {
          most = std::max(most, BitsOfCell(plan, value, read.rows.begin + i * work.dilation_height,
                                           read.columns.begin + j * work.dilation_width));
        }
      }
      ++by_bits[most == 0 ? fewest : most];
    }
  }
  std::vector<LowBitPositions> low;
  for (const auto& [bits, positions] : by_bits) {
    if (bits != 99) low.push_back({positions, bits});
  }
  return low;
}

// How many layers have positions of few bits.
int ExpectPlain(const graph::Graph& graph, const CropPlan& plan, const std::string& what) {
  const layers::Workloads work = PlanWork(graph, plan);
  int layers_with_low = 0;
  for (size_t i = 0; i < graph.nodes.size(); ++i) {
    EXPECT_EQ(work[i].low_bits, Plainly(graph, graph.nodes[i], plan, work[i]))
        << what << ", " << work[i].layer;
    layers_with_low += work[i].low_bits.empty() ? 0 : 1;
  }
  return layers_with_low;
}

TEST(PositionBits, AreThoseOfALoopOverPositionsAndTaps) {
  const graph::Graph graph = SmallNetwork({{3, 2}, {5, 1}, {1, 1}, {3, 2}, {2, 1}}, 48, 40);
  int with_low = 0;
  for (const CropCode& code : AllCrops()) {
    const std::string name = code.ToString();
    const char* text = name.c_str();
    for (const CropSpec& spec :
         {Spec(text, 0, {{8, 4}}), Spec(text, 4, {{8, 4}, {16, 6}}),
          Spec(text, 4, {{8, 6}, {16, 4}}), Spec(text, 3, {{7, 4}}, CropMode::kLiteral),
          Spec(text, 0, {{1, 2}, {9, 3}, {13, 5}}, CropMode::kLiteral)}) {
      with_low += ExpectPlain(graph, MakePlan(graph, spec), name);
    }
  }
  EXPECT_GT(with_low, 200);
}

// One convolution of one channel.
graph::Graph One(const layers::KernelGeometry& geometry, int64_t height, int64_t width) {
  graph::Graph graph;
  graph.values.push_back({"image", {1, 1, height, width}});
  const Tensor weights(Shape{1, 1, geometry.rows.kernel, geometry.columns.kernel});
  auto layer = std::make_shared<layers::Conv2d>(weights, Tensor(), 1, geometry);
  const std::vector<Shape> shapes = {graph.values[0].shape};
  graph.values.push_back({"conv", layer->OutputShape(shapes)});
  graph.nodes.push_back({"conv", layer, {0}, 1});
  graph.output = 1;
  return graph;
}

TEST(PositionBits, RandomKernelsAreThoseOfALoopToo) {
  std::mt19937 random(3);
  const auto between = [&](int64_t least, int64_t most) {
    return std::uniform_int_distribution<int64_t>(least, most)(random);
  };
  const auto within = [&](Span outside) {
    const int64_t begin = between(outside.begin, outside.end - 1);
    return Span{begin, between(begin + 1, outside.end)};
  };
  const auto axis = [&] {
    return layers::KernelAxis{between(1, 5), between(1, 3), between(1, 3), between(0, 3),
                              between(0, 3)};
  };
  int with_low = 0;
  for (int trial = 0; trial < 500; ++trial) {
    const graph::Graph graph = One({axis(), axis()}, between(13, 20), between(13, 20));
    CropPlan plan;
    for (const graph::Value& value : graph.values) plan.kept.push_back(Window::Full(value.shape));
    for (Window& kept : plan.kept) kept = {within(kept.rows), within(kept.columns)};
    Window outside = plan.kept[0];
    for (int64_t region = between(1, 3); region > 0; --region) {
      outside = {within(outside.rows), within(outside.columns)};
      plan.regions.push_back({static_cast<int>(between(1, 15)), {outside, plan.kept[1]}});
    }
    with_low += ExpectPlain(graph, plan, fmt::format("trial {}", trial));
  }
  EXPECT_GT(with_low, 100);
}

TEST(PositionBits, AreFoundAtOnceInMapsOfAnySize) {
  constexpr int64_t kSide = int64_t{1} << 30;
  layers::KernelGeometry geometry;
  geometry.rows = {3, 1, 1, 1, 1};
  geometry.columns = geometry.rows;
  const graph::Graph graph = One(geometry, kSide, kSide);
  const CropPlan plan = MakePlan(graph, Spec("1000", 0, {{100, 4}}));
  const layers::Workloads work = PlanWork(graph, plan);
  EXPECT_EQ(work[0].low_bits, (std::vector<LowBitPositions>{{99 * kSide, 4}}));
}

TEST(CropPlan, ABandIsWhatACutOfItsDepthWouldTakeMore) {
  const graph::Graph graph = SmallNetwork({{3, 2}, {5, 1}, {3, 2}}, 48, 40);
  for (const CropMode mode : {CropMode::kAligned, CropMode::kLiteral}) {
    for (const CropCode& code : AllCrops()) {
      const std::string name = code.ToString();
      const CropPlan plan = MakePlan(graph, Spec(name.c_str(), 4, {{8, 4}, {16, 6}}, mode));
      EXPECT_EQ(plan.kept, MakePlan(graph, Spec(name.c_str(), 4, {}, mode)).kept);
      ASSERT_EQ(plan.regions.size(), code.EdgeCount() == 0 ? 0U : 2U);
      if (code.EdgeCount() == 0) continue;
      EXPECT_EQ(plan.regions[0].bits, 4);
      EXPECT_EQ(plan.regions[1].bits, 6);
      EXPECT_EQ(plan.regions[0].inside, MakePlan(graph, Spec(name.c_str(), 8, {}, mode)).kept);
      EXPECT_EQ(plan.regions[1].inside, MakePlan(graph, Spec(name.c_str(), 16, {}, mode)).kept);
    }
  }
}

TEST(CropPlan, AllSixteenHaveTheBands) {
  const graph::Graph graph = SmallNetwork({{3, 2}}, 48, 40);
  const std::vector<CropPlan> plans = PlanAllCrops(graph, Spec("0000", 4, {{8, 4}}));
  for (size_t i = 0; i < plans.size(); ++i) EXPECT_EQ(plans[i].regions.size(), i == 0 ? 0U : 1U);
}

void ExpectRefused(const CropSpec& spec, const std::string& part) {
  try {
    MakePlan(SmallNetwork({{3, 2}, {3, 2}}, 32, 32), spec);
    ADD_FAILURE() << "was taken: " << part;
  } catch (const Error& error) {
    const std::string what = error.what();
    EXPECT_NE(what.find(part), std::string::npos) << what;
    EXPECT_EQ(what.find('\n'), std::string::npos);
  }
}

TEST(CropPlan, RefusesBandsThatCannotBe) {
  ExpectRefused(Spec("1111", 0, {{6, 4}}), "total stride 4");
  ExpectRefused(Spec("1111", 0, {{16, 4}}), "no centre");
  ExpectRefused(Spec("1100", 0, {{14, 4}}, CropMode::kLiteral), "no centre of the 8x8 map");
  ExpectRefused(Spec("1111", 8, {{8, 4}}), "more than the 8 outside");
  ExpectRefused(Spec("1111", 0, {{8, 4}, {4, 6}}), "more than the 8 outside");
  ExpectRefused(Spec("1111", 0, {{0, 4}}), "more than the 0 outside");
  ExpectRefused(Spec("1111", 0, {{int64_t{1} << 62, 4}}), "whole 32x32 input");
  for (const int bits : {-1, 0, 16}) {
    ExpectRefused(Spec("1111", 0, {{8, bits}}), "expected 1 to 15");
    ExpectRefused(Spec("0000", 0, {{8, bits}}), "expected 1 to 15");
  }
}

}  // namespace
}  // namespace aqua::crop

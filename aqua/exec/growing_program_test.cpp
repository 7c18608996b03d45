#include "aqua/exec/growing_program.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "aqua/core/error.h"
#include "aqua/exec/engine.h"
#include "aqua/exec/testing/random_network.h"
#include "aqua/exec/testing/random_profile.h"
#include "aqua/quant/quantized_graph.h"

namespace aqua::exec {
namespace {

using testing::DenseHeadNetwork;
using testing::RandomInput;
using testing::ResidualNetwork;

// Of the largest magnitude: what reordered float32 sums may differ by.
constexpr double kTolerance = 2e-5;

double Difference(const Tensor& found, const Tensor& expected) {
  double largest = 0;
  double difference = 0;
  for (int64_t i = 0; i < found.size(); ++i) {
    largest = std::max(largest, std::abs(static_cast<double>(expected[i])));
    difference = std::max(difference, std::abs(static_cast<double>(found[i] - expected[i])));
  }
  return difference / largest;
}

crop::CropPlan Plan(const graph::Graph& graph, const std::string& code, int64_t depth,
                    crop::CropMode mode = crop::CropMode::kAligned,
                    crop::HeadRule head = crop::HeadRule::kKeptCells) {
  return crop::MakePlan(graph,
                        {crop::CropCode::Parse(code), depth, mode, crop::Rounding::kNearest, head});
}

Tensor Grown(Backend backend, const graph::Graph& graph, const crop::GrowthPlan& plan,
             const Tensor& input) {
  Engine engine(graph, backend);
  const auto program = engine.CompileGrowth(plan);
  const Tensor small = program->Run(input);
  EXPECT_LE(Difference(small, engine.Compile(plan.from)->Run(input)), kTolerance);
  return program->Grow(input);
}

// From crops of 4, 3, 2 and 1 edges to all that cut a subset of them.
std::vector<crop::GrowthPlan> Growths(const graph::Graph& graph, int64_t depth,
                                      const crop::RimRule& rule,
                                      crop::CropMode mode = crop::CropMode::kAligned,
                                      crop::HeadRule head = crop::HeadRule::kKeptCells) {
  std::vector<crop::GrowthPlan> plans;
  for (const char* code : {"1111", "1011", "0101", "0010"}) {
    const crop::CropCode from = crop::CropCode::Parse(code);
    for (const crop::CropCode& to : crop::AllCrops()) {
      if ((from.Index() | to.Index()) != from.Index()) continue;
      plans.push_back(crop::PlanGrowth(graph, Plan(graph, from.ToString(), depth, mode, head),
                                       Plan(graph, to.ToString(), depth, mode, head), rule));
    }
  }
  return plans;
}

void ExpectFastEqualsReference(const graph::Graph& graph,
                               const std::vector<crop::GrowthPlan>& plans) {
  const Tensor input = RandomInput(graph, 1, 3);
  for (const crop::GrowthPlan& plan : plans) {
    const Tensor judge = Grown(Backend::kReference, graph, plan, input);
    const Tensor fast = Grown(Backend::kOneDnn, graph, plan, input);
    ASSERT_EQ(fast.shape(), judge.shape());
    EXPECT_LE(Difference(fast, judge), kTolerance)
        << plan.from.kept[graph.input].ToString() << " to " << plan.to.kept[graph.input].ToString();
  }
}

TEST(GrowingProgram, FastEqualsTheReference) {
  const graph::Graph graph = ResidualNetwork(64, 48);
  ExpectFastEqualsReference(graph, Growths(graph, 8, {}));
}

TEST(GrowingProgram, FastEqualsTheReferenceInLiteralCrops) {
  const graph::Graph graph = ResidualNetwork(64, 48);
  ExpectFastEqualsReference(graph, Growths(graph, 7, {}, crop::CropMode::kLiteral));
}

TEST(GrowingProgram, FastEqualsTheReferenceWithZeroFilledHeads) {
  const graph::Graph graph = ResidualNetwork(64, 48);
  ExpectFastEqualsReference(
      graph, Growths(graph, 8, {}, crop::CropMode::kAligned, crop::HeadRule::kZeroFill));
}

TEST(GrowingProgram, FastEqualsTheReferenceWithNoRims) {
  const graph::Graph graph = ResidualNetwork(64, 48);
  ExpectFastEqualsReference(graph, Growths(graph, 8, {{{8, 0}}, false}));
}

TEST(GrowingProgram, FastEqualsTheReferenceWhereNearlyAllIsMissing) {
  const graph::Graph graph = ResidualNetwork(64, 64);
  ExpectFastEqualsReference(
      graph, {crop::PlanGrowth(graph, Plan(graph, "1111", 16), Plan(graph, "0000", 16),
                               {{{2, 6}, {4, 2}, {8, 1}}, false})});
}

TEST(GrowingProgram, FastEqualsTheReferenceWithADenseHead) {
  const graph::Graph graph = DenseHeadNetwork(32, 40);
  ExpectFastEqualsReference(graph, Growths(graph, 8, {}));
}

// Whatever is taken over, of whichever value: here windows that no rule would give.
TEST(GrowingProgram, FastEqualsTheReferenceForWindowsOfAnyKind) {
  const graph::Graph graph = ResidualNetwork(64, 64);
  crop::GrowthPlan plan = crop::PlanGrowth(graph, Plan(graph, "1111", 8), Plan(graph, "0000", 8));
  for (size_t value = 1; value < plan.reused.size(); ++value) {
    Window& window = plan.reused[value];
    if (window.area() == 0) continue;
    if (value % 3 == 0) window = {};
    if (value % 3 == 1) --window.rows.end;
  }
  ExpectFastEqualsReference(graph, {plan});
}

TEST(GrowingProgram, GrownExactlyEqualsARunOfItsOwn) {
  const graph::Graph graph = ResidualNetwork(64, 96);
  const Tensor input = RandomInput(graph, 1, 5);
  for (const crop::CropMode mode : {crop::CropMode::kAligned, crop::CropMode::kLiteral}) {
    for (const auto& plan : Growths(graph, 16, crop::RimRule::Exact(), mode)) {
      for (const Backend backend : {Backend::kOneDnn, Backend::kReference}) {
        Engine engine(graph, backend);
        EXPECT_LE(
            Difference(Grown(backend, graph, plan, input), engine.Compile(plan.to)->Run(input)),
            kTolerance)
            << plan.from.kept[graph.input].ToString() << " to "
            << plan.to.kept[graph.input].ToString();
      }
    }
  }
}

TEST(GrowingProgram, WithoutRimsDiffersFromARunOfItsOwn) {
  const graph::Graph graph = ResidualNetwork(64, 64);
  const Tensor input = RandomInput(graph, 1, 5);
  const crop::GrowthPlan plan =
      crop::PlanGrowth(graph, Plan(graph, "1111", 16), Plan(graph, "0000", 16), {{{8, 0}}, false});
  Engine engine(graph);
  EXPECT_GT(
      Difference(Grown(Backend::kOneDnn, graph, plan, input), engine.Compile(plan.to)->Run(input)),
      100 * kTolerance);
}

// One convolution, one layer of mixing, by hand: the kept cells are the smaller run's.
TEST(GrowingProgram, TakesKeptCellsFromTheSmallerRun) {
  graph::Graph graph = ResidualNetwork(32, 32);
  graph.nodes.resize(1);
  graph.output = graph.nodes[0].output;
  const crop::GrowthPlan plan =
      crop::PlanGrowth(graph, Plan(graph, "1111", 8), Plan(graph, "0000", 8), {{{2, 0}}, false});
  const Tensor input = RandomInput(graph, 1, 7);
  for (const Backend backend : {Backend::kOneDnn, Backend::kReference}) {
    Engine engine(graph, backend);
    const auto program = engine.CompileGrowth(plan);
    const Tensor small = program->Run(input);
    const Tensor grown = program->Grow(input);
    const Tensor whole = engine.Compile(plan.to)->Run(input);
    for (int64_t channel = 0; channel < 16; ++channel) {
      for (int64_t y = 0; y < 16; ++y) {
        for (int64_t x = 0; x < 16; ++x) {
          const bool kept = y >= 4 && y < 12 && x >= 4 && x < 12;
          const int64_t cell = (channel * 16 + y) * 16 + x;
          ASSERT_NEAR(grown[cell], (kept ? small : whole)[cell], 1e-5);
        }
      }
    }
  }
}

TEST(GrowingProgram, GrowsOneImageAfterAnother) {
  const graph::Graph graph = ResidualNetwork(64, 64);
  const crop::GrowthPlan plan =
      crop::PlanGrowth(graph, Plan(graph, "1111", 8), Plan(graph, "0000", 8));
  Engine engine(graph);
  const auto program = engine.CompileGrowth(plan);
  for (const uint32_t seed : {1U, 2U, 1U}) {
    const Tensor input = RandomInput(graph, 1, seed);
    program->Run(input);
    program->Run(input);
    const Tensor once = program->Grow(input);
    EXPECT_EQ(Difference(program->Grow(input), once), 0);
    EXPECT_LE(Difference(once, Grown(Backend::kReference, graph, plan, input)), kTolerance);
  }
}

TEST(GrowingProgram, CannotGrowBeforeItRan) {
  const graph::Graph graph = ResidualNetwork(32, 32);
  const crop::CropPlan plan = Plan(graph, "0000", 8);
  for (const Backend backend : {Backend::kOneDnn, Backend::kReference}) {
    Engine engine(graph, backend);
    const auto program = engine.CompileGrowth(crop::PlanGrowth(graph, plan, plan));
    EXPECT_THROW(program->Grow(RandomInput(graph, 1, 1)), InternalError);
  }
}

TEST(GrowingProgram, OfANetworkUnderAProfileIsRefused) {
  const graph::Graph graph = ResidualNetwork(32, 32);
  const graph::Graph quantized =
      quant::QuantizedGraph(graph, testing::RandomProfile(graph, RandomInput(graph, 1, 1), {}));
  const crop::CropPlan plan = Plan(quantized, "0000", 8);
  Engine engine(quantized);
  EXPECT_THROW(engine.CompileGrowth(crop::PlanGrowth(quantized, plan, plan)), Error);
}

}  // namespace
}  // namespace aqua::exec

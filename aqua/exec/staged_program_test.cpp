#include "aqua/exec/staged_program.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "aqua/core/error.h"
#include "aqua/exec/engine.h"
#include "aqua/exec/testing/random_network.h"
#include "aqua/exec/testing/random_profile.h"
#include "aqua/graph/section.h"
#include "aqua/quant/quantized_graph.h"

namespace aqua::exec {
namespace {

using testing::RandomInput;
using testing::ResidualNetwork;

crop::CropPlan Plan(const graph::Graph& graph, const char* code,
                    std::vector<crop::BitBand> bands = {}) {
  crop::CropSpec spec;
  spec.bands = std::move(bands);
  spec.code = crop::CropCode::Parse(code);
  spec.depth = 8;
  return crop::MakePlan(graph, spec);
}

int64_t Different(const Tensor& found, const Tensor& expected) {
  EXPECT_EQ(found.shape(), expected.shape());
  int64_t count = 0;
  for (int64_t i = 0; i < found.size(); ++i) count += found[i] != expected[i] ? 1 : 0;
  return count;
}

void ExpectStagesEqualTheProgram(const graph::Graph& graph, Backend backend,
                                 const std::vector<crop::BitBand>& bands = {}) {
  Engine engine(graph, backend);
  const Tensor input = RandomInput(graph, 1, 3);
  for (const char* code : {"0000", "1011"}) {
    const crop::CropPlan plan = Plan(graph, code, bands);
    const Tensor expected = engine.Compile(plan)->Run(input);
    for (const graph::ValueIndex gate : graph::Waists(graph)) {
      const auto stages = engine.CompileStages(plan, gate);
      for (int run = 0; run < 2; ++run) {
        stages->Begin(input);
        EXPECT_EQ(Different(stages->Finish(), expected), 0) << graph.values[gate].name;
      }
    }
  }
}

TEST(StagedProgram, EqualsTheProgramBitForBit) {
  const graph::Graph graph = ResidualNetwork(64, 48);
  ExpectStagesEqualTheProgram(graph, Backend::kOneDnn);
  ExpectStagesEqualTheProgram(graph, Backend::kReference);
}

// With a border of 4 bits for every layer.
graph::Graph InEightBits(const graph::Graph& graph) {
  quant::Profile profile = testing::RandomProfile(graph, RandomInput(graph, 1, 1), {});
  for (quant::LayerFormat& layer : profile.layers) {
    layer.borders = {{4, layer.activations.exponent + 4, {}}};
  }
  return quant::QuantizedGraph(graph, profile);
}

TEST(StagedProgram, UnderAProfileEqualsTheProgramBitForBit) {
  const graph::Graph graph = InEightBits(ResidualNetwork(64, 48));
  for (const auto& bands : std::vector<std::vector<crop::BitBand>>{{}, {{16, 4}}}) {
    ExpectStagesEqualTheProgram(graph, Backend::kOneDnn, bands);
    ExpectStagesEqualTheProgram(graph, Backend::kOneDnnFloat, bands);
    ExpectStagesEqualTheProgram(graph, Backend::kReference, bands);
  }
}

// At every waist: of a float network nearly, of one in eight bits, where bytes are held, to the
// last bit of a rounding that the sums before it may tip.
void ExpectGatesShowTheReferencesValue(const graph::Graph& graph, double tolerance) {
  Engine fast(graph);
  Engine judge(graph, Backend::kReference);
  const crop::CropPlan plan = Plan(graph, "1001");
  const Tensor input = RandomInput(graph, 1, 3);
  for (const graph::ValueIndex gate : graph::Waists(graph)) {
    const Tensor found = fast.CompileStages(plan, gate)->Begin(input);
    const Tensor expected = judge.CompileStages(plan, gate)->Begin(input);
    ASSERT_EQ(found.shape(), graph.values[gate].shape);
    for (int64_t i = 0; i < found.size(); ++i) {
      ASSERT_NEAR(found[i], expected[i], tolerance) << graph.values[gate].name;
    }
  }
}

TEST(StagedProgram, ShowsTheValueAtTheGate) {
  ExpectGatesShowTheReferencesValue(ResidualNetwork(64, 48), 1e-4);
  ExpectGatesShowTheReferencesValue(InEightBits(ResidualNetwork(64, 48)), 0.05);
}

TEST(StagedProgram, AGateThatIsNoWaistIsRefused) {
  const graph::Graph graph = ResidualNetwork(32, 32);
  const std::vector<graph::ValueIndex> waists = graph::Waists(graph);
  for (const Backend backend : {Backend::kOneDnn, Backend::kReference}) {
    Engine engine(graph, backend);
    for (graph::ValueIndex value = 0; value < graph.values.size(); ++value) {
      if (std::find(waists.begin(), waists.end(), value) != waists.end()) continue;
      EXPECT_THROW(engine.CompileStages(Plan(graph, "0000"), value), Error);
    }
  }
}

TEST(StagedProgram, CannotFinishWhatHasNotBegun) {
  const graph::Graph graph = ResidualNetwork(32, 32);
  for (const Backend backend : {Backend::kOneDnn, Backend::kReference}) {
    Engine engine(graph, backend);
    const auto stages = engine.CompileStages(Plan(graph, "0000"), graph.input);
    EXPECT_THROW(stages->Finish(), InternalError);
    stages->Begin(RandomInput(graph, 1, 1));
    stages->Finish();
    EXPECT_THROW(stages->Finish(), InternalError);
  }
}

}  // namespace
}  // namespace aqua::exec

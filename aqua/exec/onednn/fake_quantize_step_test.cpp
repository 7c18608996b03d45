#include <gtest/gtest.h>

#include "aqua/exec/engine.h"
#include "aqua/exec/testing/random_network.h"
#include "aqua/layers/fake_quantize/fake_quantize.h"

namespace aqua::exec {
namespace {

constexpr int32_t kInt8 = 3;

graph::Graph Rounding(std::vector<float> scales, float zero_point) {
  graph::Graph graph;
  const Shape shape{1, 3, 6, 10};
  graph.values = {{"image", shape}, {"rounded", shape}};
  std::vector<float> zero_points(scales.size(), zero_point);
  const layers::Quantization quantization(std::move(scales), std::move(zero_points), 1,
                                          layers::FindIntegerType(kInt8));
  graph.nodes = {{"round", std::make_shared<layers::FakeQuantize>(quantization), {0}, 1}};
  graph.output = 1;
  return graph;
}

void ExpectFastEqualsReference(const graph::Graph& graph) {
  for (const char* code : {"0000", "1001"}) {
    const crop::CropPlan plan =
        crop::MakePlan(graph, {crop::CropCode::Parse(code), 2, crop::CropMode::kAligned,
                               crop::Rounding::kNearest, crop::HeadRule::kKeptCells});
    Engine fast(graph);
    Engine judge(graph, Backend::kReference);
    const Tensor input = testing::RandomInput(graph, 1, 3);
    const Tensor found = fast.Compile(plan)->Run(input);
    const Tensor expected = judge.Compile(plan)->Run(input);
    for (int64_t i = 0; i < found.size(); ++i) EXPECT_EQ(found[i], expected[i]) << code << " " << i;
  }
}

TEST(FakeQuantizeStep, EqualsThePlainKernel) {
  ExpectFastEqualsReference(Rounding({0.0073F}, 0));
  ExpectFastEqualsReference(Rounding({0.0073F}, -128));  // Saturates below.
  ExpectFastEqualsReference(Rounding({0.25F}, 127));
  ExpectFastEqualsReference(Rounding({1e-40F}, 5));  // Its inverse is no float.
}

TEST(FakeQuantizeStep, LeavesScalesByChannelToIt) {
  ExpectFastEqualsReference(Rounding({0.01F, 0.02F, 0.03F}, 5));
  ExpectFastEqualsReference(Rounding({0.5F, 0.02F, 3.0F}, -128));
}

}  // namespace
}  // namespace aqua::exec

#include "aqua/exec/engine.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "aqua/core/error.h"
#include "aqua/exec/testing/random_network.h"
#include "aqua/exec/window_copy.h"
#include "aqua/layers/activation/activation.h"
#include "aqua/layers/conv2d/conv2d.h"

namespace aqua::exec {
namespace {

using testing::DenseHeadNetwork;
using testing::RandomInput;
using testing::ResidualNetwork;

// Of the largest magnitude: what reordered float32 sums may differ by.
constexpr double kTolerance = 2e-5;

void ExpectNear(const Tensor& found, const Tensor& expected, const std::string& what) {
  ASSERT_EQ(found.shape(), expected.shape()) << what;
  double largest = 0;
  double difference = 0;
  for (int64_t i = 0; i < found.size(); ++i) {
    largest = std::max(largest, std::abs(static_cast<double>(expected[i])));
    difference = std::max(difference, std::abs(static_cast<double>(found[i] - expected[i])));
  }
  EXPECT_GT(largest, 1e-3) << what;
  EXPECT_LE(difference, kTolerance * largest) << what;
}

std::vector<crop::CropSpec> AllSpecs(int64_t depth, crop::CropMode mode, crop::HeadRule head) {
  std::vector<crop::CropSpec> specs;
  for (const crop::CropCode& code : crop::AllCrops()) {
    specs.push_back({code, depth, mode, crop::Rounding::kNearest, head});
  }
  return specs;
}

void ExpectFastEqualsReference(const graph::Graph& graph, const crop::CropSpec& spec) {
  const crop::CropPlan plan = crop::MakePlan(graph, spec);
  Engine fast(graph);
  Engine judge(graph, Backend::kReference);
  const Tensor input = RandomInput(graph, 1, 3);
  ExpectNear(fast.Compile(plan)->Run(input), judge.Compile(plan)->Run(input), spec.code.ToString());
}

TEST(Engine, AlignedCropsEqualTheReference) {
  const graph::Graph graph = ResidualNetwork(64, 48);
  for (const auto& spec : AllSpecs(8, crop::CropMode::kAligned, crop::HeadRule::kKeptCells)) {
    ExpectFastEqualsReference(graph, spec);
  }
}

TEST(Engine, LiteralCropsEqualTheReference) {
  const graph::Graph graph = ResidualNetwork(64, 48);
  for (const auto& spec : AllSpecs(7, crop::CropMode::kLiteral, crop::HeadRule::kKeptCells)) {
    ExpectFastEqualsReference(graph, spec);
  }
}

TEST(Engine, ZeroFilledHeadsEqualTheReference) {
  const graph::Graph graph = ResidualNetwork(64, 48);
  for (const auto& spec : AllSpecs(8, crop::CropMode::kAligned, crop::HeadRule::kZeroFill)) {
    ExpectFastEqualsReference(graph, spec);
  }
}

TEST(Engine, DenseHeadsGetTheKeptMapInItsPlace) {
  const graph::Graph graph = DenseHeadNetwork(32, 40);
  for (const auto& spec : AllSpecs(8, crop::CropMode::kAligned, crop::HeadRule::kKeptCells)) {
    ExpectFastEqualsReference(graph, spec);
  }
}

TEST(Engine, AnAlignedCropEqualsTheSmallerCanvas) {
  const graph::Graph graph = ResidualNetwork(64, 48);
  const graph::Graph canvas = ResidualNetwork(56, 40);
  const Tensor input = RandomInput(graph, 1, 5);
  crop::CropSpec spec;
  spec.depth = 8;
  spec.code = crop::CropCode::Parse("1001");
  const crop::CropPlan plan = crop::MakePlan(graph, spec);
  const Tensor cut = CutOut(input, {graph.InputShape(), plan.kept[graph.input]}).data;
  Engine cropped(graph);
  Engine smaller(canvas);
  ExpectNear(cropped.Compile(plan)->Run(input),
             smaller.Compile(crop::MakePlan(canvas, {}))->Run(cut), "canvas");
}

TEST(Engine, ABatchEqualsItsImagesOneByOne) {
  const graph::Graph graph = ResidualNetwork(32, 32);
  crop::CropSpec spec;
  spec.depth = 8;
  spec.code = crop::CropCode::Parse("0110");
  const crop::CropPlan plan = crop::MakePlan(graph, spec);
  Engine engine(graph);
  const Tensor images = RandomInput(graph, 3, 9);
  const Tensor together = engine.Compile(plan, 3)->Run(images);
  const auto single = engine.Compile(plan);
  const int64_t image_size = images.size() / 3;
  for (int64_t n = 0; n < 3; ++n) {
    const std::span<const float> values(images.data() + n * image_size,
                                        static_cast<size_t>(image_size));
    const Tensor alone = single->Run(Tensor(graph.InputShape(), values));
    const std::span<const float> row(together.data() + n * alone.size(),
                                     static_cast<size_t>(alone.size()));
    ExpectNear(Tensor(alone.shape(), row), alone, fmt::format("image {}", n));
  }
}

TEST(Engine, SharedCropsEqualProgramsOfTheirOwn) {
  for (const crop::CropMode mode : {crop::CropMode::kAligned, crop::CropMode::kLiteral}) {
    const graph::Graph graph = ResidualNetwork(96, 96);
    std::vector<crop::CropPlan> plans;
    for (const auto& spec : AllSpecs(16, mode, crop::HeadRule::kKeptCells)) {
      plans.push_back(crop::MakePlan(graph, spec));
    }
    Engine engine(graph);
    const Tensor input = RandomInput(graph, 1, 11);
    const std::vector<Tensor> shared = engine.CompileSet(plans)->Run(input);
    ASSERT_EQ(shared.size(), plans.size());
    for (size_t i = 0; i < plans.size(); ++i) {
      ExpectNear(shared[i], engine.Compile(plans[i])->Run(input), fmt::format("plan {}", i));
    }
  }
}

TEST(Engine, ProgramsShareOneCopyOfThePackedWeights) {
  const graph::Graph graph = ResidualNetwork(64, 64);
  Engine engine(graph);
  crop::CropSpec spec;
  spec.depth = 8;
  const auto full = engine.Compile(crop::MakePlan(graph, spec));
  const int64_t bytes = engine.PackedWeightBytes();
  spec.code = crop::CropCode::Parse("1111");
  const auto cropped = engine.Compile(crop::MakePlan(graph, spec));
  EXPECT_LE(engine.PackedWeightBytes(), bytes * 3 / 2);
}

// Each with bounds of its own: oneDNN would give the second clip those of the first.
TEST(Engine, TwoClipsAfterAConvolutionEqualTheReference) {
  graph::Graph graph = DenseHeadNetwork(16, 16);
  for (graph::Node& node : graph.nodes) {
    if (node.layer->Kind() != "Activation") continue;
    const auto clip = [](float least, float most) {
      return std::make_shared<layers::ActivationLayer>(layers::ActivationFunction::kClip, least,
                                                       most);
    };
    node.layer = clip(0.1F, 0.3F);
    const graph::ValueIndex between = graph.values.size();
    graph.values.push_back(graph.values[node.output]);
    graph.nodes.insert(graph.nodes.begin() + 1, {"clip", clip(-0.2F, 1.0F), node.inputs, between});
    graph.nodes[2].inputs[0] = between;
    break;
  }
  ExpectFastEqualsReference(graph, {});
}

TEST(Engine, RefusesAShapeOnlyNetwork) {
  graph::Graph graph = DenseHeadNetwork(16, 16);
  const auto& conv = dynamic_cast<const layers::Conv2d&>(*graph.nodes[0].layer);
  graph.nodes[0].layer = std::make_shared<layers::Conv2d>(Tensor::ShapeOnly(conv.weights().shape()),
                                                          Tensor(), 1, conv.geometry());
  EXPECT_THROW(Engine{graph}, Error);
}

}  // namespace
}  // namespace aqua::exec

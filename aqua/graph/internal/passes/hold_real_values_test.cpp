#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "aqua/graph/testing/model_builder.h"

namespace aqua::graph {
namespace {

using testing::Kinds;
using testing::ModelBuilder;

using Integers = std::vector<int64_t>;

constexpr int32_t kUint8 = 2;
constexpr int32_t kInt8 = 3;

ModelBuilder& Zero(ModelBuilder& builder, const std::string& name, int64_t value, int32_t type) {
  builder.model().initializers[name] = {Shape(), Integers{value}, type};
  return builder;
}

// Scales s and t, zero points z (uint8, 100), y (uint8, 90), i (int8, -10); "q" is the image,
// quantized by s and z.
ModelBuilder Quantized() {
  ModelBuilder builder;
  builder.Floats("s", {}, {0.125F}).Floats("t", {}, {0.25F}).Weights("w", {4, 3, 3, 3}, 1);
  Zero(builder, "z", 100, kUint8);
  Zero(builder, "y", 90, kUint8);
  Zero(builder, "i", -10, kInt8);
  return builder.Node("QuantizeLinear", {"x", "s", "z"}, "q");
}

ModelBuilder& Back(ModelBuilder& builder, const std::string& from, const std::string& to = "out") {
  return builder.Node("DequantizeLinear", {from, "s", "z"}, to);
}

Tensor Image() {
  Tensor image = testing::RandomTensor({1, 3, 8, 8}, 3);
  for (int64_t i = 0; i < image.size(); ++i) image[i] *= 25;  // Past the uint8 at both ends.
  return image;
}

float Level(float x) {
  return std::min(std::max(std::nearbyint(x / 0.125F) + 100.0F, 0.0F), 255.0F);
}

TEST(HoldRealValues, RoundsInOneLayer) {
  ModelBuilder builder = Quantized();
  const Graph graph = Back(builder, "q").Build("out");
  EXPECT_EQ(Kinds(graph), "FakeQuantize");
  const Tensor image = Image();
  const Tensor found = testing::Run(graph, image);
  for (int64_t i = 0; i < found.size(); ++i) EXPECT_EQ(found[i], (Level(image[i]) - 100) / 8);
}

TEST(HoldRealValues, LeavesIntegersAtTheOutput) {
  const Graph graph = Quantized().Build("q");
  EXPECT_EQ(Kinds(graph), "FakeQuantize QuantizeLinear");
  const Tensor image = Image();
  const Tensor found = testing::Run(graph, image);
  for (int64_t i = 0; i < found.size(); ++i) EXPECT_EQ(found[i], Level(image[i]));
}

TEST(HoldRealValues, GoesThroughIntegersWhereScalesDiffer) {
  const Graph graph = Quantized().Node("DequantizeLinear", {"q", "t", "y"}, "out").Build("out");
  EXPECT_EQ(Kinds(graph), "FakeQuantize QuantizeLinear DequantizeLinear");
  const Tensor image = Image();
  const Tensor found = testing::Run(graph, image);
  for (int64_t i = 0; i < found.size(); ++i) EXPECT_EQ(found[i], (Level(image[i]) - 90) / 4);
}

// What `op_type` on integers gives, against what plain loops over the integers give.
void ExpectOnIntegers(const std::string& op_type, const std::vector<std::string>& more,
                      const std::function<float(float)>& on_integer) {
  ModelBuilder builder = Quantized();
  Zero(builder, "low", 80, kUint8);
  Zero(builder, "high", 130, kUint8);
  std::vector<std::string> inputs = {"q"};
  inputs.insert(inputs.end(), more.begin(), more.end());
  builder.Node(op_type, inputs, "m");
  const Tensor image = Image();
  const Tensor found = testing::Run(Back(builder, "m").Build("out"), image);
  ASSERT_EQ(found.size(), image.size());
  for (int64_t i = 0; i < found.size(); ++i) {
    EXPECT_EQ(found[i], (on_integer(Level(image[i])) - 100) / 8) << op_type << " " << i;
  }
}

TEST(HoldRealValues, GivesReluAndClipTheirBoundsAsRealNumbers) {
  ExpectOnIntegers("Relu", {}, [](float level) { return std::max(level, 0.0F); });
  ExpectOnIntegers("Clip", {"low", "high"},
                   [](float level) { return std::min(std::max(level, 80.0F), 130.0F); });
  ExpectOnIntegers("Clip", {"low"}, [](float level) { return std::max(level, 80.0F); });
  ExpectOnIntegers("Clip", {"", "high"}, [](float level) { return std::min(level, 130.0F); });
}

TEST(HoldRealValues, PadsWithTheNumberThatTheIntegerStandsFor) {
  ModelBuilder builder = Quantized();
  builder.Integers("pads", {0, 0, 1, 0, 0, 0, 0, 0}).Node("Pad", {"q", "pads", "y"}, "m");
  const Tensor found = testing::Run(Back(builder, "m").Build("out"), Image());
  EXPECT_EQ(found.shape(), (Shape{1, 3, 9, 8}));
  EXPECT_EQ(found[0], (90 - 100) / 8.0F);
  // A pad of zero points is a pad of zeros, so the convolution's own.
  ModelBuilder zeros = Quantized();
  zeros.Integers("pads", {0, 0, 1, 1, 0, 0, 1, 1}).Node("Pad", {"q", "pads", "z"}, "m");
  EXPECT_EQ(Kinds(Back(zeros, "m", "d").Node("Conv", {"d", "w"}, "out").Build("out")),
            "FakeQuantize Conv2d");
}

TEST(HoldRealValues, KeepsLayersThatOnlyMoveOrChoose) {
  ModelBuilder builder = Quantized();
  builder.Node("MaxPool", {"q"}, "m", {{"kernel_shape", Integers{2, 2}}})
      .Node("Transpose", {"m"}, "t1", {{"perm", Integers{0, 2, 3, 1}}})
      .Node("Flatten", {"t1"}, "f");
  EXPECT_EQ(Kinds(Back(builder, "f").Build("out")), "FakeQuantize Pool2d Transpose Reshape");
}

TEST(HoldRealValues, ServesSeveralReaders) {
  ModelBuilder builder = Quantized();
  Back(builder, "q", "a");
  Back(builder, "q", "b");
  builder.Node("Relu", {"b"}, "r").Node("Add", {"a", "r"}, "out");
  const Graph graph = builder.Build("out");
  EXPECT_EQ(Kinds(graph), "FakeQuantize Activation Binary");
  EXPECT_EQ(graph.nodes[2].inputs[0], graph.nodes[0].output);
}

TEST(HoldRealValues, RefusesIntegersReadAsRealNumbersAndTheOtherWayRound) {
  const auto complains = [](ModelBuilder builder, const std::string& of) {
    const std::string text = builder.Complaint("out");
    EXPECT_NE(text.find(of), std::string::npos) << text;
    return text.find("net.onnx: node out (") == 0;
  };
  EXPECT_TRUE(complains(Quantized().Node("Conv", {"q", "w"}, "out"), "uint8"));
  EXPECT_TRUE(complains(Quantized().Node("Add", {"q", "q"}, "out"), "integers"));
  EXPECT_TRUE(complains(Quantized().Node("Sigmoid", {"q"}, "out"), "integers"));
  EXPECT_TRUE(complains(Quantized().Node("QuantizeLinear", {"q", "s", "z"}, "out"), "already"));
  EXPECT_TRUE(complains(Quantized().Node("DequantizeLinear", {"x", "s", "z"}, "out"), "real"));
  EXPECT_TRUE(complains(Quantized().Node("DequantizeLinear", {"q", "s", "i"}, "out"), "int8"));
  EXPECT_TRUE(
      complains(Quantized().Node("AveragePool", {"q"}, "out", {{"kernel_shape", Integers{2, 2}}}),
                "integers"));
}

}  // namespace
}  // namespace aqua::graph

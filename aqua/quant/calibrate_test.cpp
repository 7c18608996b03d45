#include "aqua/quant/calibrate.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "aqua/core/error.h"
#include "aqua/graph/testing/model_builder.h"
#include "aqua/layers/trained.h"
#include "aqua/quant/quantized_graph.h"

namespace aqua::quant {
namespace {

using graph::Graph;
using graph::testing::ModelBuilder;
using graph::testing::RandomTensor;
using graph::testing::Run;

constexpr int kImages = 4;

Graph Network() {
  return ModelBuilder({1, 3, 8, 8})
      .Weights("w1", {8, 3, 1, 1}, 1)
      .Weights("b1", {8}, 2)
      .Weights("w2", {6, 8, 1, 1}, 3)
      .Node("Conv", {"x", "w1", "b1"}, "conv1")
      .Node("Relu", {"conv1"}, "relu")
      .Node("Conv", {"relu", "w2"}, "conv2")
      .Build("conv2");
}

Tensor Image(int number) { return RandomTensor({1, 3, 8, 8}, static_cast<unsigned>(number)); }

std::vector<float> ChannelsLast(const Tensor& map) {
  const int64_t channels = map.shape().channels();
  const int64_t cells = map.size() / channels;
  std::vector<float> last;
  for (int64_t i = 0; i < cells; ++i) {
    for (int64_t c = 0; c < channels; ++c) last.push_back(map[c * cells + i]);
  }
  return last;
}

// Of what each node's first input is, over the images.
std::vector<ActivationSketch> Sketches(const Graph& graph) {
  std::vector<ActivationSketch> sketches(graph.nodes.size());
  for (int image = 0; image < kImages; ++image) {
    for (size_t node = 0; node < graph.nodes.size(); ++node) {
      Graph until = graph;
      until.output = graph.nodes[node].inputs[0];
      const Tensor read = Run(until, Image(image));
      sketches[node].Add(ChannelsLast(read), read.shape().channels());
    }
  }
  return sketches;
}

// Mean squared difference of the outputs.
double LossOf(const Graph& graph, const Profile& profile) {
  const Graph quantized = QuantizedGraph(graph, profile);
  double sum = 0;
  for (int image = 0; image < kImages; ++image) {
    const Tensor expected = Run(graph, Image(image));
    const Tensor found = Run(quantized, Image(image));
    for (int64_t i = 0; i < expected.size(); ++i) {
      sum += std::pow(static_cast<double>(expected[i] - found[i]), 2) /
             static_cast<double>(expected.size() * kImages);
    }
  }
  return sum;
}

std::string Complaint(const Graph& graph, const std::vector<ActivationSketch>& sketches,
                      const CalibrateSpec& spec = {}) {
  try {
    Calibrate(graph, sketches, spec);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

CalibrateSpec Spec(Method method, int bits) {
  CalibrateSpec spec = DefaultsOf(method);
  spec.weight_bits = spec.activation_bits = bits;
  return spec;
}

TEST(Calibrate, EveryMethodMakesAProfileThatFitsAndComesNearer) {
  const Graph graph = Network();
  const std::vector<ActivationSketch> sketches = Sketches(graph);
  for (const Method method : {Method::kMaxRange, Method::kPercentile, Method::kMse,
                              Method::kFlexPoint, Method::kWeightedEntropy}) {
    const Profile few = Calibrate(graph, sketches, Spec(method, 3));
    const Profile many = Calibrate(graph, sketches, Spec(method, 8));
    CheckProfile(few, graph, "few.json");
    CheckProfile(many, graph, "many.json");
    EXPECT_LT(LossOf(graph, many), 2e-3) << NameOf(method);
    EXPECT_GT(LossOf(graph, few), LossOf(graph, many)) << NameOf(method);
  }
}

TEST(Calibrate, LeastErrorLosesLessThanCovering) {
  const Graph graph = Network();
  const std::vector<ActivationSketch> sketches = Sketches(graph);
  EXPECT_LT(LossOf(graph, Calibrate(graph, sketches, Spec(Method::kMse, 3))),
            LossOf(graph, Calibrate(graph, sketches, Spec(Method::kMaxRange, 3))));
}

TEST(Calibrate, CorrectedBiasesLoseLess) {
  const Graph graph = Network();
  const std::vector<ActivationSketch> sketches = Sketches(graph);
  CalibrateSpec spec = Spec(Method::kMaxRange, 3);
  spec.activation_bits = 12;
  const double with = LossOf(graph, Calibrate(graph, sketches, spec));
  spec.bias_correction = false;
  const Profile without = Calibrate(graph, sketches, spec);
  EXPECT_TRUE(without.layers[0].bias_shifts.empty());
  EXPECT_LT(with, LossOf(graph, without));
}

TEST(Calibrate, FlexPointSharesOneExponentATensorAndCoversIt) {
  const Graph graph = Network();
  const Profile profile = Calibrate(graph, Sketches(graph), DefaultsOf(Method::kFlexPoint));
  for (const LayerFormat& format : profile.layers) {
    EXPECT_EQ(format.weight_bits, 16);
    EXPECT_EQ(format.activations.bits, 16);
    EXPECT_EQ(format.weight_exponents.size(), 1u);
  }
  // All that lies between -1 and 1 takes 15 bits of fraction.
  EXPECT_EQ(profile.layers[0].activations, (FixedPoint{16, -15, true}));
}

TEST(Calibrate, WeightedEntropyMirrorsTheLevelsOfSignedActivationsOnly) {
  const Graph graph = Network();
  const Profile profile = Calibrate(graph, Sketches(graph), Spec(Method::kWeightedEntropy, 4));
  EXPECT_EQ(profile.layers[0].activation_codes.levels.size(), 15u);  // The image.
  EXPECT_EQ(profile.layers[1].activation_codes.levels.size(), 16u);  // After the ReLU.
  EXPECT_EQ(profile.layers[1].weight_codes.levels.size(), 16u);
  EXPECT_EQ(profile.layers[1].weight_codes.CodeBits(), 4);
  EXPECT_EQ(profile.layers[1].weight_bits, 8);
}

TEST(Calibrate, ABorderFormatForEachBits) {
  const Graph graph = Network();
  CalibrateSpec spec;
  spec.border_bits = {4, 2};
  const Profile profile = Calibrate(graph, Sketches(graph), spec);
  ASSERT_EQ(profile.layers[1].borders.size(), 2u);
  EXPECT_EQ(profile.layers[1].borders[0].bits, 4);
  EXPECT_GE(profile.layers[1].borders[0].exponent, profile.layers[1].activations.exponent);
  EXPECT_GE(profile.layers[1].borders[1].exponent, profile.layers[1].borders[0].exponent);
}

TEST(Calibrate, SaysHowItWasMadeAndForWhat) {
  const Graph graph = Network();
  const Profile profile = Calibrate(graph, Sketches(graph), {});
  EXPECT_EQ(profile.model_hash, graph.hash);
  EXPECT_EQ(profile.made_by, "calibrate mse 8/8, weights by channel, biases corrected");
  EXPECT_EQ(profile.layers[0].layer, "conv1");
  EXPECT_EQ(profile.layers[1].layer, "conv2");
}

TEST(Calibrate, NoImagesAreRefused) {
  EXPECT_EQ(Complaint(Network(), std::vector<ActivationSketch>(3)),
            "net.onnx: no images to calibrate with; give a folder that holds some");
}

TEST(Calibrate, ALayerThatReadsOnlyZerosIsNamed) {
  const Graph graph = Network();
  std::vector<ActivationSketch> sketches = Sketches(graph);
  sketches[2] = ActivationSketch();
  sketches[2].Add(std::vector<float>(80), 8);
  EXPECT_EQ(Complaint(graph, sketches),
            "net.onnx: layer conv2: reads only zeros over all images; calibrate with other images");
}

TEST(Calibrate, FlatImagesAreRefused) {
  const Graph graph = Network();
  std::vector<ActivationSketch> sketches = Sketches(graph);
  sketches[0] = ActivationSketch();
  sketches[0].Add({{1, 2, 3, 1, 2, 3}}, 3);
  EXPECT_EQ(Complaint(graph, sketches),
            "net.onnx: layer conv1: all images are of one flat colour; calibrate with photos");
}

TEST(Calibrate, ValuesThatAreNotFiniteAreRefused) {
  const Graph graph = Network();
  std::vector<ActivationSketch> sketches = Sketches(graph);
  sketches[2].Add({{1, 2, 3, std::numeric_limits<float>::infinity(), 5, 6, 7, 8}}, 8);
  EXPECT_EQ(Complaint(graph, sketches).find("net.onnx: layer conv2: reads values that are not "),
            0u);
}

TEST(Calibrate, WeightsThatAreNotFiniteAreRefusedByEveryMethod) {
  for (const Method method : {Method::kMaxRange, Method::kPercentile, Method::kMse,
                              Method::kFlexPoint, Method::kWeightedEntropy}) {
    const Graph graph = Network();
    const std::vector<ActivationSketch> sketches = Sketches(graph);
    Tensor weights = layers::TrainedOf(*graph.nodes[2].layer).weights;
    weights[3] = std::nanf("");  // Shared with the graph.
    EXPECT_EQ(
        Complaint(graph, sketches, DefaultsOf(method)).find("net.onnx: layer conv2: weight 3"), 0u);
  }
}

TEST(Calibrate, WeightsThatAreAllZeroAreFine) {
  for (const Method method : {Method::kMaxRange, Method::kPercentile, Method::kMse,
                              Method::kFlexPoint, Method::kWeightedEntropy}) {
    const Graph graph = Network();
    const std::vector<ActivationSketch> sketches = Sketches(graph);
    Tensor weights = layers::TrainedOf(*graph.nodes[2].layer).weights;
    std::fill_n(weights.data(), weights.size(), 0.0F);
    const Profile profile = Calibrate(graph, sketches, DefaultsOf(method));
    EXPECT_EQ(LossOf(graph, profile), 0) << NameOf(method);
  }
}

TEST(Calibrate, ANetworkWithoutWeightDataIsRefused) {
  const Graph graph = ModelBuilder({1, 3, 8, 8})
                          .ShapeOnly("w", {8, 3, 1, 1})
                          .Node("Conv", {"x", "w"}, "conv")
                          .Build("conv");
  std::vector<ActivationSketch> sketches(1);
  sketches[0].Add({{1, 2, 3, 4, 5, 6}}, 3);
  EXPECT_EQ(Complaint(graph, sketches).find("net.onnx: layer conv: its weights have a shape"), 0u);
}

}  // namespace
}  // namespace aqua::quant

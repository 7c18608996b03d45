#include "aqua/quant/profile.h"

#include <gtest/gtest.h>

#include "aqua/core/error.h"
#include "aqua/layers/activation/activation.h"
#include "aqua/layers/conv2d/conv2d.h"
#include "aqua/layers/gemm/gemm.h"
#include "aqua/layers/reshape/reshape.h"

namespace aqua::quant {
namespace {

void Append(graph::Graph& graph, const std::string& name, layers::LayerPtr layer) {
  const std::vector<Shape> inputs = {graph.values.back().shape};
  const Shape output = layer->OutputShape(inputs);
  graph.nodes.push_back({name, std::move(layer), {graph.values.size() - 1}, graph.values.size()});
  graph.values.push_back({name, output});
  graph.output = graph.values.size() - 1;
}

// conv (6 channels in 2 groups), relu, flat, dense (5 outputs).
graph::Graph Network() {
  graph::Graph graph;
  graph.path = "net.onnx";
  graph.hash = "abc";
  graph.values.push_back({"image", {1, 4, 3, 3}});
  Append(graph, "conv",
         std::make_shared<layers::Conv2d>(Tensor({6, 2, 1, 1}), Tensor(), 2,
                                          layers::KernelGeometry{}));
  Append(graph, "relu",
         std::make_shared<layers::ActivationLayer>(layers::ActivationFunction::kRelu));
  Append(graph, "flat", std::make_shared<layers::Reshape>(Shape{54}));
  Append(graph, "dense", std::make_shared<layers::Gemm>(Tensor({5, 54}), Tensor()));
  return graph;
}

Profile Fitting() {
  return {"abc",
          "me",
          {{"dense", 7, {-3}, {6, -2, false}}, {"conv", 5, {1, 2, 3, 4, 5, 6}, {4, 0, true}}}};
}

void ExpectComplaint(const Profile& profile, const std::vector<std::string>& parts) {
  try {
    CheckProfile(profile, Network(), "my.json");
    FAIL() << "no Error";
  } catch (const Error& error) {
    const std::string complaint = error.what();
    EXPECT_EQ(complaint.find("my.json: "), 0u) << complaint;
    EXPECT_EQ(complaint.find('\n'), std::string::npos) << complaint;
    for (const std::string& part : parts) {
      EXPECT_NE(complaint.find(part), std::string::npos) << complaint << " lacks " << part;
    }
  }
}

TEST(Profile, FitsTheModelItIsMadeFor) {
  EXPECT_NO_THROW(CheckProfile(Fitting(), Network(), "my.json"));
}

TEST(Profile, FindsLayersByName) {
  const Profile profile = Fitting();
  ASSERT_NE(profile.Find("conv"), nullptr);
  EXPECT_EQ(profile.Find("conv")->weight_bits, 5);
  EXPECT_EQ(profile.Find("relu"), nullptr);
}

TEST(Profile, OfAnotherModelIsRefused) {
  Profile profile = Fitting();
  profile.model_hash = "a\nb";
  ExpectComplaint(profile, {"a\\nb", "abc", "net.onnx"});
}

TEST(Profile, WithoutALayerThatHasWeightsIsRefused) {
  Profile profile = Fitting();
  profile.layers.pop_back();
  ExpectComplaint(profile, {"\"conv\"", "net.onnx"});
}

TEST(Profile, WithALayerThatTheNetworkHasNotIsRefused) {
  for (const char* name : {"other", "relu"}) {
    Profile profile = Fitting();
    profile.layers.push_back({name, 8, {0}, {}});
    ExpectComplaint(profile, {name, "net.onnx"});
  }
}

TEST(Profile, WithAnotherNumberOfExponentsIsRefused) {
  Profile profile = Fitting();
  profile.layers[1].weight_exponents.pop_back();
  ExpectComplaint(profile, {"\"conv\"", "5 weight exponents", "6"});
  profile.layers[1].weight_exponents.clear();
  ExpectComplaint(profile, {"\"conv\"", "0 weight exponents", "6"});
}

TEST(Profile, SetsTheBitsOfLayersWithWeightsOnly) {
  layers::Workloads work(3);
  work[0].layer = "conv";
  work[0].kind = layers::WorkKind::kConvolution;
  work[1].layer = "pool";
  work[1].kind = layers::WorkKind::kMaxPool;
  work[2].layer = "dense";
  work[2].kind = layers::WorkKind::kDense;
  ApplyProfile(Fitting(), work);
  EXPECT_EQ(work[0].weight_bits, 5);
  EXPECT_EQ(work[0].activation_bits, 4);
  EXPECT_EQ(work[1].weight_bits, 16);
  EXPECT_EQ(work[1].activation_bits, 16);
  EXPECT_EQ(work[2].weight_bits, 7);
  EXPECT_EQ(work[2].activation_bits, 6);
}

TEST(Profile, SetsTheBitsOfRegionsAsTheLayerHoldsThem) {
  layers::Workloads work(1);
  work[0].layer = "conv";
  work[0].kind = layers::WorkKind::kConvolution;
  work[0].low_bits = {{10, 2}, {20, kOwnBits}};
  Profile profile = Fitting();
  profile.layers[1].borders = {{2, 3}, {3, 2}};
  ApplyProfile(profile, work);
  EXPECT_EQ(work[0].low_bits[0], (layers::LowBitPositions{10, 2}));
  EXPECT_EQ(work[0].low_bits[1], (layers::LowBitPositions{20, 3}));
  work[0].low_bits = {{20, kOwnBits}};
  ApplyProfile(Fitting(), work);  // No border: as the centre, 4 bits.
  EXPECT_EQ(work[0].low_bits[0], (layers::LowBitPositions{20, 4}));
}

}  // namespace
}  // namespace aqua::quant
